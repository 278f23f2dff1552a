"use strict";
// Shows the records of one rule, and those that hold all words of the search.
(() => {
  const bars = [...document.querySelectorAll("button[data-rule]")];
  const articles = [...document.querySelectorAll("article")].map((element) => ({
    element,
    rules: new Set(element.dataset.rules.split(" ")),
    text: element.textContent.toLowerCase(),
    marks: [...element.querySelectorAll("mark")],
  }));
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");
  let rule = null;

  const update = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { element, rules, text, marks } of articles) {
      element.hidden = !((rule === null || rules.has(rule)) && words.every((word) => text.includes(word)));
      count += element.hidden ? 0 : 1;
      for (const mark of marks) mark.classList.toggle("chosen", mark.dataset.rule === rule);
    }
    for (const bar of bars) bar.setAttribute("aria-pressed", String(bar.dataset.rule === rule));
    shown.textContent = `${count} ${count === 1 ? "record" : "records"} shown${rule === null ? "" : ` of ${rule}`}`;
  };
  const choose = (wanted) => {
    rule = bars.some((bar) => bar.dataset.rule === wanted) ? wanted : null;
    history.replaceState(null, "", rule === null ? location.pathname + location.search : `#rule=${rule}`);
    update();
  };

  const heading = document.querySelector("#records h2");
  for (const bar of bars) {
    bar.addEventListener("click", () => {
      choose(bar.dataset.rule === rule ? null : bar.dataset.rule);
      if (rule !== null) heading.focus();
    });
  }
  search.addEventListener("input", update);
  document.querySelector("form.filter").addEventListener("submit", (event) => event.preventDefault());
  document.querySelector("form.filter").addEventListener("reset", () => setTimeout(() => choose(null)));
  if (location.hash.startsWith("#rule=")) choose(location.hash.slice("#rule=".length));
})();
