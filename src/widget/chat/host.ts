import type { PageContext, Patch, StoredState, ToFrame, ToHost } from "../shared/bridge";

export interface Opening {
  state: StoredState;
  context: PageContext;
  open: boolean;
}

/** The page around the frame: keeps the state, shows the badge. Without one (opened as a page) the chat lives in memory. */
export class Host {
  private origin: string | null = null;

  constructor(private readonly listen: (message: ToFrame) => void) {}

  connect(): Promise<Opening> {
    if (parent === window) return Promise.resolve({ state: {}, context: {}, open: true });
    return new Promise((opened) => {
      addEventListener("message", ({ source, origin, data }: MessageEvent<ToFrame>) => {
        if (source !== parent || origin !== (this.origin ?? knownParent() ?? origin) || typeof data?.type !== "string") return;
        if (data.type !== "fd:init") return this.origin ? this.listen(data) : undefined;
        if (this.origin) return;
        this.origin = origin;
        opened(data);
      });
      // Carries nothing, so anyone may hear it; the answer tells the parent's origin, and all that follows goes only there.
      parent.postMessage({ type: "fd:ready" }, "*");
    });
  }

  store(patch: Patch<StoredState>): void {
    this.tell({ type: "fd:store", patch });
  }

  tell(message: ToHost): void {
    if (this.origin) parent.postMessage(message, this.origin);
  }
}

/** Known to Chrome and Safari; elsewhere the server's `frame-ancestors` alone decides who may be the parent. */
function knownParent(): string | undefined {
  return location.ancestorOrigins?.[0];
}
