import "./chat.css";
import { App } from "./app";
import { Chat } from "./chat";
import { readConfig } from "./config";
import { h, render } from "./dom/h";
import { connectHost } from "./host";
import { speak } from "./text/texts";

const config = readConfig();
const { style } = document.documentElement;
style.setProperty("--accent", config.accent);
style.setProperty("--on-accent", config.accent_text);

let chat: Chat | undefined;
const root = document.getElementById("app")!;
const host = connectHost((message) => chat?.hear(message));
Promise.all([host.opening, speak(config.language, config.texts)]).then(([opening]) => {
  chat = new Chat(config, host.tell, opening, (current) => render(root, <App chat={current} />));
  // Menu and sheet keep their own Escape to themselves.
  document.addEventListener("keydown", ({ key }) => key === "Escape" && chat!.close());
});
