// The widget's development page: a plain shop with the loader on it, and a server that speaks docs/api/realtime.md from a script.
// node src/widget/build.mjs && node src/widget/dev/server.mjs [port]
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocketServer } from "ws";
import { conversationFor, conversations, start } from "./conversation.mjs";
import { framePage, loaderConfig, shopPage } from "./pages.mjs";

const port = Number(process.argv[2] ?? 5090);
const origin = `http://127.0.0.1:${port}`;
const dist = join(dirname(fileURLToPath(import.meta.url)), "../dist");
const types = { js: "text/javascript", css: "text/css" };
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; connect-src 'self'; frame-ancestors *";
/** `POST /dev/sockets {open}` and `POST /dev/drop {code}` let a test break things. */
const weather = { sockets: true };

const server = createServer(async (request, response) => {
  const url = new URL(request.url, origin);
  try {
    await answer(request, response, url);
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
});

async function answer(request, response, url) {
  const { pathname, searchParams } = url;
  const text = (type, body, headers = {}) => response.writeHead(200, { "Content-Type": `${type}; charset=utf-8`, ...headers }).end(body);
  const json = (body, status = 200) => response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  const problem = (status, code, detail, more = {}) => json({ title: detail, status, code, detail, ...more }, status);

  if (pathname === "/") return text("text/html", shopPage(searchParams));
  if (pathname === "/widget/demo.js") {
    return text("text/javascript", `window.__frontdesk_config=${JSON.stringify(loaderConfig(origin, searchParams))};\n` + (await readFile(join(dist, "loader.js"), "utf8")));
  }
  if (pathname === "/widget/demo/frame") {
    const manifest = JSON.parse(await readFile(join(dist, "manifest.json"), "utf8"));
    const from = new URLSearchParams(new URL(request.headers.referer ?? origin).search);
    return text("text/html", framePage(manifest, from.size ? from : searchParams), { "Content-Security-Policy": policy });
  }
  if (pathname.startsWith("/widget/assets/")) {
    const name = pathname.split("/").pop();
    return text(types[name.split(".").pop()] ?? "text/plain", await readFile(join(dist, "assets", name)), { "Access-Control-Allow-Origin": "*" });
  }
  if (pathname === "/dev/sockets") return json(Object.assign(weather, await bodyOf(request)));
  if (pathname === "/dev/drop") {
    const { code } = await bodyOf(request);
    for (const socket of sockets.clients) socket.close(code ?? 1012);
    return json({});
  }

  const call = pathname.replace("/api/public/chat/", "");
  const token = request.headers.authorization?.replace("Bearer ", "");
  if (call === "message") {
    const body = await bodyOf(request);
    if (body.content === "slow down" && !weather.slowed) {
      weather.slowed = true;
      return problem(429, "rate_limited", "Too many messages.", { retry_after: 3 });
    }
    const conversation = conversationFor(token) ?? start(body);
    const message = conversation.say(body.client_message_id, body.content);
    return json({ session_id: conversation.session_id, conversation_id: conversation.id, visitor_token: conversation.token, message });
  }
  const conversation = conversationFor(token);
  if (!conversation) return problem(401, "token_invalid", "This conversation is no longer open here.");
  if (call.startsWith("history/")) return json(await conversation.history(searchParams));
  const body = await bodyOf(request);
  if (call === "escalate") conversation.escalate();
  if (call === "end") conversation.resolve();
  if (call === "rating") conversation.rate(body.score);
  return json({ status: conversation.status });
}

async function bodyOf(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : {};
}

const sockets = new WebSocketServer({ noServer: true });
server.on("upgrade", (request, socket, head) => {
  if (!weather.sockets || !request.url.startsWith("/api/public/chat/connect")) return socket.destroy();
  sockets.handleUpgrade(request, socket, head, (connection) => serve(connection));
});

function serve(connection) {
  let conversation;
  const tell = (event, data) => connection.send(JSON.stringify({ event, data }));
  connection.on("message", (text) => {
    const { event, data } = JSON.parse(text);
    if (event === "ping") return tell("pong", {});
    if (event === "auth") {
      conversation = conversationFor(data.token);
      if (!conversation) return connection.close(4401);
      return tell("ready", { session_id: conversation.session_id, conversation_id: conversation.id });
    }
    if (!conversation) return connection.close(4401);
    if (event === "resume") return conversation.follow(tell, data);
    if (event === "message:send") {
      if (data.content === "refuse") return tell("message:refused", { client_message_id: data.client_message_id, code: "not_allowed_now", detail: "This conversation is closed for new messages." });
      const { id, conversation_id, seq, created_at } = conversation.say(data.client_message_id, data.content, tell);
      tell("message:ack", { client_message_id: data.client_message_id, id, conversation_id, seq, created_at });
    }
    if (event === "message:read") conversation.seen();
  });
  connection.on("close", () => conversation?.unfollow(tell));
}

server.listen(port, "127.0.0.1", () => console.log(`The shop is open at ${origin}/ (${conversations.size} conversations)`));
