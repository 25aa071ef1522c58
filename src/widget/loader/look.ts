import type { LoaderConfig } from "./config";

const diameters = { small: 48, medium: 56, large: 64 };

/** Everything is `position: fixed` inside a shadow root: the page neither moves nor is styled, and cannot style this. */
export function look({ accent, accent_text, position, offset: [x, y], size }: LoaderConfig): string {
  const side = position === "bottom-left" ? "left" : "right";
  const diameter = diameters[size] ?? 56;
  const above = y + diameter + 12;
  return `:host{all:initial!important;position:fixed!important;z-index:2147483000!important;${side}:${x}px!important;bottom:${y}px!important;font:15px/1.45 system-ui,"Segoe UI",Roboto,sans-serif!important}
button{all:unset;box-sizing:border-box;cursor:pointer}
button:focus-visible{outline:2px solid ${accent};outline-offset:3px;box-shadow:0 0 0 3px #fff}
.l{display:grid;place-items:center;width:${diameter}px;height:${diameter}px;border-radius:50%;background:${accent};color:${accent_text};box-shadow:0 2px 6px #0003,0 8px 24px #0003}
.l:hover{filter:brightness(1.1)}
svg{width:46%;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.x,.o .c{display:none}.o .x{display:block}
b{position:absolute;top:-4px;${side}:-4px;min-width:20px;box-sizing:border-box;padding:0 6px;border-radius:10px;background:#c8321f;color:#fff;font-size:12px;line-height:20px;text-align:center;box-shadow:0 0 0 2px #fff}
.g{position:absolute;bottom:${diameter + 12}px;${side}:0;display:flex;width:max-content;max-width:min(280px,calc(100vw - ${2 * x}px));border-radius:16px;background:#fff;color:#1a1d23;box-shadow:0 2px 6px #0003,0 8px 24px #0003}
.g button{padding:12px 14px;overflow-wrap:anywhere;white-space:pre-line}
iframe{position:fixed;${side}:${x}px;bottom:${above}px;width:400px;max-width:calc(100vw - ${2 * x}px);height:min(640px,calc(100vh - ${above + 16}px));border:0;border-radius:16px;background:#fff;box-shadow:0 2px 6px #0003,0 8px 48px #0004;opacity:0;visibility:hidden;transform:translateY(12px);transition:all .16s ease-out}
iframe.o{opacity:1;visibility:visible;transform:none}
@media(prefers-color-scheme:dark){.g,iframe{background:#1f2228;color:#eceef1}}
@media(max-width:480px){iframe{top:0;${side}:0;bottom:0;width:100%;max-width:none;height:100%;height:100dvh;border-radius:0}.l.o{visibility:hidden}}
@media(prefers-reduced-motion:reduce){*{transition:none!important}}`;
}
