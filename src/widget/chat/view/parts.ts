export { chime } from "../sound";
export { Menu } from "./Menu";
export { Rating } from "./Rating";
export { SourceSheet } from "./SourceSheet";
