/**
 * A renderer of the size this chat needs. Components are plain functions that are called at once, so a view is a function of
 * the state; what an element does by itself (scrolling, focus) starts in its `mounted` and ends with the function it returns.
 */
export type Child = Node | string | number | boolean | null | undefined | Child[];
export type Props = { [name: string]: any; children?: Child };
export type Component<P = any> = (props: P) => Node | null;

export interface Node {
  /** Empty for text. */
  tag: string;
  key?: string;
  props: Props;
  children: Node[];
  element?: any;
  unmounted?: void | (() => void);
}

declare global {
  namespace JSX {
    type Element = Node | null;
    type ElementType = string | Component;
    interface ElementChildrenAttribute { children: {} }
    interface IntrinsicAttributes { key?: string }
    interface IntrinsicElements { [tag: string]: Props }
  }
}

export function h(tag: string | Component, props: Props | null, ...children: Child[]): Node | null {
  if (typeof tag === "string") return { tag, key: props?.key, props: props ?? {}, children: flat(children) };
  const made = tag({ ...props, children });
  return made && { ...made, key: props?.key ?? made.key };
}

let shown: Node[] = [];
const arrived: Node[] = [];

export function render(root: Element, view: Node | null): void {
  shown = patchChildren(root, shown, flat([view]));
  // Only now is everything in the document, so that it can be focused and measured.
  for (const node of arrived.splice(0)) node.unmounted = node.props.mounted(node.element);
}

function flat(children: Child[]): Node[] {
  return children.flat(9 as 1).flatMap((child): Node[] => {
    if (child == null || child === false || child === true || child === "") return [];
    return [typeof child === "object" ? (child as Node) : { tag: "", props: { text: `${child}` }, children: [] }];
  });
}

/** Elements that stay are never moved without need, so focus, scroll position and animations live on. */
function patchChildren(parent: Element, before: Node[], after: Node[]): Node[] {
  const left = before.slice();
  const taken = after.map(({ tag, key }) => {
    const i = left.findIndex((node) => node.tag === tag && node.key === key);
    return i < 0 ? undefined : left.splice(i, 1)[0];
  });
  left.forEach(remove);
  let next = parent.firstChild;
  after.forEach((node, i) => {
    patch(parent, taken[i], node);
    if (node.element === next) next = next!.nextSibling;
    else parent.insertBefore(node.element, next);
    if (!taken[i] && node.props.mounted) arrived.push(node);
  });
  return after;
}

function patch(parent: Element, before: Node | undefined, node: Node): void {
  const { tag, props } = node;
  if (!tag) {
    node.element = before?.element ?? document.createTextNode("");
    if (node.element.data !== props.text) node.element.data = props.text;
    return;
  }
  const drawn = tag === "svg" || parent instanceof SVGElement;
  const element = (node.element = before?.element ?? (drawn ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag)));
  node.unmounted = before?.unmounted;
  const old = before?.props ?? {};
  for (const name in { ...old, ...props }) if (old[name] !== props[name]) set(element, name, props[name]);
  patchChildren(element, before?.children ?? [], node.children);
}

function set(element: any, name: string, value: unknown): void {
  if (name === "key" || name === "mounted") return;
  if (name.startsWith("on") || name === "disabled" || name === "checked") element[name.toLowerCase()] = value;
  else if (value == null || value === false && !name.startsWith("aria")) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

function remove(node: Node): void {
  leave(node);
  node.element.remove();
}

function leave(node: Node): void {
  node.unmounted?.();
  node.children.forEach(leave);
}
