// Walks through the widget in Chromium and leaves a picture of every screen: node src/widget/dev/shots.mjs FOLDER [port]
import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const [folder, port = "5091"] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const shop = `http://127.0.0.1:${port}/`;
await mkdir(folder, { recursive: true });
const server = spawn(process.execPath, [join(here, "server.mjs"), port], { stdio: ["ignore", "pipe", "inherit"] });
await new Promise((ready) => server.stdout.once("data", ready));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

try {
  await journey("light", { viewport: { width: 1100, height: 780 } }, "");
  await journey("dark", { viewport: { width: 1100, height: 780 }, colorScheme: "dark" }, "accent=%237c9cff&ink=%23101828");
  await journey("rtl", { viewport: { width: 1100, height: 780 } }, "lang=ar&position=bottom-left");
  await journey("phone", { viewport: { width: 360, height: 740 }, hasTouch: true }, "");
  await journey("german", { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 }, "lang=de&accent=%23ffd23f&ink=%231a1a1a");
} finally {
  await browser.close();
  server.kill();
}

async function journey(name, options, query) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && console.log(name, message.text(), message.location().url));
  page.on("pageerror", (error) => console.log(name, error.message));
  const shot = (step) => page.screenshot({ path: join(folder, `${name}-${step}.png`) });
  await page.goto(`${shop}?greet&${query}`);
  const launcher = page.locator("frontdesk-widget .l");
  await page.locator("frontdesk-widget .g").waitFor();
  await shot("1-launcher");
  await launcher.click();
  const chat = page.frameLocator("frontdesk-widget iframe");
  const write = async (text) => {
    await chat.locator("textarea#write").fill(text);
    await chat.locator("textarea#write").press("Enter");
  };
  await chat.locator(".questions").waitFor();
  await page.waitForTimeout(300);
  await shot("2-first");
  await chat.locator(".questions button").first().click();
  await chat.locator(".said .words").waitFor();
  await shot("3-streaming");
  if (name === "german") await write("returns");
  await chat.locator(".sources button").first().waitFor();
  await page.waitForTimeout(300);
  await shot("4-answer");
  await chat.locator(".sources button").first().click();
  await chat.locator(".sheet").waitFor();
  await page.waitForTimeout(300);
  await shot("5-source");
  await page.keyboard.press("Escape");
  await write("Can you repair a lamp from 1970?");
  await chat.locator(".offer").waitFor();
  await page.waitForTimeout(300);
  await shot("6-offer");
  await chat.locator(".offer").click();
  await chat.locator(".arrival").waitFor();
  await page.waitForTimeout(600);
  await shot("7-joined");
  await chat.locator(".mark.person").waitFor();
  await write("Order 10482");
  await chat.locator(".mark.person >> nth=1").waitFor();
  await chat.locator(".round").first().click();
  await chat.locator(".items").waitFor();
  await page.waitForTimeout(200);
  await shot("8-menu");
  await page.keyboard.press("Escape");
  await write("Thank you, bye!");
  await chat.locator(".rating").waitFor();
  await chat.locator(".scale label").nth(3).click();
  await page.waitForTimeout(300);
  await shot("9-rating");
  await chat.locator(".rating .button").click();
  await chat.locator(".rating strong").waitFor();
  await page.waitForTimeout(300);
  await shot("10-thanks");
  await context.close();
}
