import { render } from "preact";
import "./chat.css";
import { App } from "./app";
import { Chat } from "./chat";
import { readConfig } from "./config";
import { Host } from "./host";
import { speak } from "./text/texts";

const config = readConfig();
const root = document.documentElement;
root.style.setProperty("--accent", config.accent);
root.style.setProperty("--on-accent", config.accent_text);

let chat: Chat | undefined;
const host = new Host((message) => chat?.hear(message));
Promise.all([host.connect(), speak(config.language, config.texts)]).then(([opening]) => {
  chat = new Chat(config, host, opening);
  render(<App config={config} chat={chat} />, document.getElementById("app")!);
});
