import type { LoaderConfig } from "./config";

const diameters = { small: 48, medium: 56, large: 64 };

/** Everything is `position: fixed` inside a shadow root: the page neither moves nor is styled, and cannot style this. */
export function look({ accent, accent_text, position, offset, size }: LoaderConfig): string {
  const side = position === "bottom-left" ? "left" : "right";
  const diameter = diameters[size] ?? 56;
  const [x, y] = offset;
  const above = y + diameter + 12;
  return `
:host{all:initial!important;position:fixed!important;z-index:2147483000!important;${side}:${x}px!important;bottom:${y}px!important;display:block!important;font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif!important}
button{all:unset;box-sizing:border-box;cursor:pointer}
:focus-visible{outline:2px solid ${accent}!important;outline-offset:3px!important;box-shadow:0 0 0 3px #fff!important}
.l{display:grid;place-items:center;width:${diameter}px;height:${diameter}px;border-radius:50%;background:${accent};color:${accent_text};box-shadow:0 2px 6px rgba(0,0,0,.16),0 8px 24px rgba(0,0,0,.18);transition:transform .14s ease-out}
.l:hover{transform:scale(1.05)}
svg{width:46%;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.x,.o .c{display:none}.o .x{display:block}
b{position:absolute;top:-4px;${side}:-4px;min-width:20px;padding:0 6px;box-sizing:border-box;border-radius:10px;background:#c8321f;color:#fff;font-size:12px;line-height:20px;text-align:center;box-shadow:0 0 0 2px #fff}
[hidden]{display:none!important}
.g{position:absolute;bottom:${diameter + 12}px;${side}:0;display:flex;width:max-content;max-width:min(280px,calc(100vw - ${2 * x}px));border-radius:14px;background:#fff;color:#1a1d23;box-shadow:0 2px 6px rgba(0,0,0,.1),0 8px 28px rgba(0,0,0,.16);animation:a .16s ease-out}
.g button{padding:12px 14px;overflow-wrap:anywhere;white-space:pre-line;border-radius:14px}.g button+button{flex:none;padding:12px 12px;font-size:18px;line-height:20px;color:#5b6270}
iframe{position:fixed;${side}:${x}px;bottom:${above}px;width:400px;max-width:calc(100vw - ${2 * x}px);height:min(640px,calc(100vh - ${above + 16}px));border:0;border-radius:16px;background:#fff;box-shadow:0 0 0 1px rgba(0,0,0,.06),0 12px 48px rgba(0,0,0,.22);opacity:0;visibility:hidden;transform:translateY(12px) scale(.98);transform-origin:bottom ${side};transition:opacity .16s ease-out,transform .16s ease-out,visibility 0s .16s;color-scheme:normal}
iframe.o{opacity:1;visibility:visible;transform:none;transition-delay:0s}
@keyframes a{from{opacity:0;transform:translateY(6px)}}
@media(prefers-color-scheme:dark){.g{background:#1f2228;color:#eceef1}.g button+button{color:#a4abb8}iframe{background:#15171b}}
@media(max-width:480px){iframe{top:0;right:0;bottom:0;left:0;width:100%;max-width:none;height:100%;height:100dvh;border-radius:0}.l.o{visibility:hidden}}
@media(prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
@media print{:host{display:none!important}}`;
}
