const arabic = {
  name: "آدا", greeting: "مرحبًا! كيف يمكننا مساعدتك؟", reply_time: "نرد عادة خلال دقائق",
  starter_questions: ["هل يمكنني إرجاع طلبي؟", "كم يستغرق الشحن؟"],
  texts: { talk_to_person: "التحدث إلى شخص", write: "اكتب رسالة…", ai_assistant: "مساعد ذكي", ai: "ذكاء اصطناعي", sent: "أُرسلت", ask_for_person: "أود التحدث إلى شخص." },
};
const german = {
  greeting: "Hallo! Wie können wir Ihnen heute weiterhelfen?", reply_time: "Antwortet meist innerhalb weniger Minuten",
  starter_questions: ["Kann ich meine Bestellung zurückgeben?", "Wie lange dauert die Lieferung nach Österreich und in die Schweiz?"],
};

/** The page's own query decides: ?lang=ar&accent=…&position=bottom-left&inactive&domains=…&greet */
export function loaderConfig(origin, query) {
  const lang = query.get("lang") ?? "en";
  return {
    app_key: "demo", origin, status: query.has("inactive") ? "inactive" : "active",
    allowed_domains: query.get("domains")?.split(",") ?? [], accent: query.get("accent") ?? "#2f6f5e", accent_text: query.get("ink") ?? "#ffffff",
    position: query.get("position") ?? "bottom-right", offset: [20, 20], size: query.get("size") ?? "medium", button_text: "Chat with us",
    rtl: lang === "ar", greeting: "Hi there! Questions about an order? I'm happy to help.", greeting_delay: query.has("greet") ? 1 : null, language: lang,
  };
}

export function framePage(manifest, query) {
  const lang = query.get("lang") ?? "en";
  const config = {
    app_key: "demo", name: "Ada", avatar_url: null, logo_url: null, greeting: "Hi there!\nHow can we help?",
    starter_questions: ["Can I return my order?", "How long does shipping take?", "Do you repair older lamps?"],
    accent: query.get("accent") ?? "#2f6f5e", accent_text: query.get("ink") ?? "#ffffff", language: lang, ai: true,
    online: [{ name: "Sarah Lindqvist", avatar_url: null }, { name: "Tom Ek", avatar_url: null }, { name: "Mia Berg", avatar_url: null }],
    reply_time: "Usually replies in a few minutes", message_length: 4000, texts: {},
    ...(lang === "ar" ? arabic : lang === "de" ? german : {}),
  };
  return `<!doctype html><html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}"><head><meta charset="utf-8"><title>Chat</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/widget/assets/${manifest["chat.css"]}"></head>
<body><div id="app"></div><script type="application/json" id="config">${JSON.stringify(config).replace(/</g, "\\u003c")}</script>
<script type="module" src="/widget/assets/${manifest["chat.js"]}"></script></body></html>`;
}

const lamps = [["Fjord desk lamp", "129 €", "#dfe6e2"], ["Sund floor lamp", "249 €", "#e9e2d8"], ["Holm pendant", "179 €", "#dde3ea"], ["Vik wall light", "89 €", "#e8dfe2"]];

/** Rude on purpose: its style sheet must not reach the widget. */
export function shopPage(query) {
  const lang = query.get("lang") ?? "en";
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Lumen lamps</title><meta name="viewport" content="width=device-width, initial-scale=1"><style>
* { font-family: Georgia, serif; } button { background: red; text-transform: uppercase; } body { margin: 0; background: #faf9f6; color: #2b2925; }
header { display: flex; gap: 32px; padding: 24px 5vw; border-bottom: 1px solid #e6e2da; } h1 { margin: 0; font-size: 22px; } main { padding: 5vh 5vw; }
h2 { font-size: clamp(28px, 5vw, 56px); max-width: 14em; } ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 24px; padding: 0; list-style: none; }
li div { height: 240px; border-radius: 4px; } @media (prefers-color-scheme: dark) { body { background: #1b1a18; color: #eee; } }</style></head>
<body><header><h1>Lumen</h1><a>Lamps</a><a>Stories</a><a>Help</a></header><main><h2>Light that stays with you for a lifetime</h2>
<ul>${lamps.map(([name, price, colour]) => `<li><div style="background:${colour}"></div><p>${name}<br>${price}</p></li>`).join("")}</ul></main>
<script>window.Frontdesk=window.Frontdesk||function(){(Frontdesk.q=Frontdesk.q||[]).push(arguments)};</script>
<script async src="/widget/demo.js?${String(query).replace(/"/g, "")}"></script></body></html>`;
}
