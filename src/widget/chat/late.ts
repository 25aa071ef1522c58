import "./late.css";

export { chime } from "./sound";
export { Menu } from "./view/Menu";
export { Rating } from "./view/Rating";
export { SourceSheet } from "./view/SourceSheet";
