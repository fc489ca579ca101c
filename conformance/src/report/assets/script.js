"use strict";
// The page is complete without this; it only hides and shows.
const root = document.documentElement;
const theme = document.querySelector(".theme");
theme.hidden = false;
theme.addEventListener("click", () => {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});

const filters = document.querySelector(".filters");
filters.hidden = false;
const items = [...document.querySelectorAll("[data-id]")];
const groups = [...document.querySelectorAll("[data-group]")];
const area = filters.querySelector("select");
const search = filters.querySelector("input");
const output = filters.querySelector("output");

function pressed(kind) {
  return [...filters.querySelectorAll(`button[data-${kind}][aria-pressed="true"]`)].map((button) => button.dataset[kind]);
}

function apply() {
  const words = pressed("word");
  const levels = pressed("level");
  const differing = pressed("differing").length > 0;
  const text = search.value.trim().toLowerCase();
  let shown = 0;
  for (const item of items) {
    const all = item.dataset.word.split(" ");
    item.hidden =
      (words.length > 0 && !words.some((word) => all.includes(word))) ||
      (levels.length > 0 && !levels.includes(item.dataset.level)) ||
      (area.value !== "" && area.value !== item.dataset.area) ||
      (differing && item.dataset.same === "true") ||
      (text !== "" && !item.dataset.id.includes(text) && !item.textContent.toLowerCase().includes(text));
    shown += item.hidden ? 0 : 1;
  }
  for (const group of groups) {
    group.hidden = !items.some((item) => !item.hidden && item.dataset.area === group.dataset.group);
  }
  output.textContent = `${shown} of ${items.length}`;
}

filters.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
  apply();
});
area.addEventListener("change", apply);
search.addEventListener("input", apply);
document.addEventListener("click", (event) => {
  const copy = event.target.closest(".copy");
  if (!copy) return;
  navigator.clipboard.writeText(copy.nextElementSibling.textContent).then(() => {
    copy.textContent = "copied";
  });
});
// A link to one check opens it.
function open() {
  const check = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (check) {
    check.open = true;
    check.scrollIntoView();
  }
}
addEventListener("hashchange", open);
open();
apply();
