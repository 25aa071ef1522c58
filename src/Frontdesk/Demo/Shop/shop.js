const euros = new Intl.NumberFormat("en", { style: "currency", currency: "EUR", maximumFractionDigits: 0 });
const lines = JSON.parse(sessionStorage.getItem("bag") ?? "[]");
const find = (name) => document.querySelector(`[data-bag-${name}]`);

for (const form of document.querySelectorAll("[data-product]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    add(form);
    confirmOn(form.querySelector("button"));
  });
}
show();

function add(form) {
  const size = form.querySelector("[name=size]:checked");
  const variant = form.querySelector("[name=variant]:checked");
  const name = [form.dataset.product, size.value, variant?.value].filter(Boolean).join(", ");
  lines.push({ name, price: Number(size.dataset.price) });
  sessionStorage.setItem("bag", JSON.stringify(lines));
  show();
}

function show() {
  find("count").textContent = lines.length;
  find("empty").hidden = lines.length > 0;
  find("lines").replaceChildren(...lines.map(row));
  find("total").hidden = lines.length === 0;
  find("total").querySelector("strong").textContent = euros.format(lines.reduce((sum, line) => sum + line.price, 0));
}

function row({ name, price }) {
  const item = document.createElement("li");
  const amount = document.createElement("span");
  amount.textContent = euros.format(price);
  item.append(name, amount);
  return item;
}

function confirmOn(button) {
  button.textContent = "Added";
  setTimeout(() => { button.textContent = "Add to bag"; }, 1600);
}
