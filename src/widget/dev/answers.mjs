const returns = {
  n: 1, id: "s1", title: "Returns and refunds", url: "https://shop.example/returns",
  snippet: "You may return any unused item within 30 days of delivery. Return shipping is free for orders over 40 €. Refunds are paid to the original payment method within 5 working days of the parcel reaching us.",
};
const shipping = {
  n: 2, id: "s2", title: "Shipping times and prices for the whole of Europe", url: "https://shop.example/shipping",
  snippet: "Parcels leave our warehouse on the day of the order when it is placed before 14:00.\nGermany, Austria: 1–2 days · Rest of the EU: 3–5 days.",
};

const script = [
  [/return|refund|إرجاع/i, {
    content: "Yes. You can return unused items **within 30 days** of delivery [1].\n\n- Return shipping is free over 40 € [1]\n- Refunds take up to 5 working days\n- Print your label at [shop.example/returns](https://shop.example/returns)\n\nShall I start a return for you?",
    sources: [returns, shipping], confidence_score: 0.94,
  }],
  [/ship|deliver/i, {
    content: "Orders before 14:00 leave the same day. Delivery takes **1–2 days** in Germany and Austria and **3–5 days** in the rest of the EU [1].",
    sources: [{ ...shipping, n: 1 }], confidence_score: 0.91,
  }],
  [/markdown/i, {
    content: "# Everything at once\nA paragraph with *italics*, **bold**, `code` and a [link](https://example.org).\n\n1. First\n2. Second\n\n```\nconst answer = 42; // a long line that scrolls sideways instead of breaking the bubble\n```\n<img src=x onerror=alert(1)> [bad](javascript:alert(1)) ![image](https://example.org/x.png)",
    sources: [], confidence_score: 0.8,
  }],
  [/^(hi|hello|hey)\b/i, { content: "Hello! Ask me about orders, shipping or returns.", sources: [], confidence_score: null }],
];

const unsure = {
  content: "I couldn't find that in our help pages, and I don't want to guess. A colleague can help you.", sources: [], confidence_score: 0.21, offer_person: true,
};

export function answerTo(question) {
  return script.find(([pattern]) => pattern.test(question))?.[1] ?? unsure;
}
