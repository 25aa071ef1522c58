import { isFinished } from "../delivery/thread";
import { h } from "../dom/h";
import { safeAddress } from "../markdown/parse";
import { t } from "../text/texts";
import { Drawing, Icon } from "./icons";

/** What the late parts borrow from the chat, so that nobody downloads it twice; the build rewires their imports to this. */
export const kit = { h, t, Icon, Drawing, safeAddress, isFinished };
