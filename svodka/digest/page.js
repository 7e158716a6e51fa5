"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text; // the only way a text enters the page
    return element;
  };
  const fold = (text) => text.normalize("NFKC").toLowerCase().replaceAll("ё", "е");

  const index = JSON.parse($("#index").textContent);
  const named = index.names.map(fold);
  const items = $$(".item").map((element) => ({
    element,
    day: element.dataset.day,
    flags: element.dataset.flags ? element.dataset.flags.split(" ") : [],
    names: index.items[Number(element.dataset.number)],
    lists: element.dataset.lists ? element.dataset.lists.split(" ") : [],
    text: null,
  }));
  const islandOf = (element) => JSON.parse($(":scope > script", element).textContent);

  // ---- the two texts of an item, built when it is unfolded
  const side = (pieces, lang) => {
    const cell = make("div", lang);
    cell.lang = lang;
    const isolate = make("bdi");
    for (const piece of pieces) {
      if (typeof piece === "string") {
        isolate.append(piece);
        continue;
      }
      const [text, labels] = piece;
      const notes = labels.split(" ").filter((label) => label[0] === "n");
      const mark = make(notes.length ? "mark" : "span", notes.length ? "flagged" : "", text);
      mark.dataset.l = labels;
      isolate.append(mark);
    }
    cell.append(isolate);
    return cell;
  };

  const unfold = (article) => {
    const details = $(":scope > .texts", article);
    if ($(".panel", details)) return;
    const data = islandOf(article);
    const panel = make("div", "panel");
    const heads = make("div", "row heads");
    heads.append(make("p", "ru", "Russian original"), make("p", "en", "English translation"));
    panel.append(heads);
    for (const [source, target, paragraph] of data.rows) {
      const row = make("div", paragraph ? "row paragraph" : "row");
      row.append(side(source, "ru"), side(target, "en"));
      panel.append(row);
    }
    if (data.notes.length) {
      const list = make("ul", "notes");
      list.setAttribute("aria-label", "Flags on the translation");
      for (const [number, kind, text] of data.notes) {
        const note = make("li", "note");
        note.dataset.n = `n${number}`;
        note.append(make("span", "kind", kind), " ", make("bdi", "", text));
        list.append(note);
      }
      panel.append(list);
    }
    if (data.removed.length) {
      const removed = make("details", "removed");
      removed.append(make("summary", "", `Taken out of the page when cleaning (${data.removed.length})`));
      const list = make("ul");
      for (const [text, reason] of data.removed) {
        const entry = make("li");
        entry.append(make("span", "kind", reason), " ", make("bdi", "", text));
        list.append(entry);
      }
      removed.append(list);
      panel.append(removed);
    }
    details.append(panel);
  };

  const focusable = (article, open) => {
    for (const part of $$(":scope > .brief .s[data-e], :scope > .facts .s[data-e], :scope > .notes .note", article)) {
      if (open) part.tabIndex = 0;
      else part.removeAttribute("tabindex");
      if (part.matches(".s")) {
        if (open) {
          part.setAttribute("role", "button");
          part.setAttribute("aria-pressed", String(part === pinned));
          part.setAttribute("aria-description", "Highlights its evidence in both texts");
        } else for (const name of ["role", "aria-pressed", "aria-description"]) part.removeAttribute(name);
      }
    }
    for (const note of $$(":scope > .texts .note", article)) note.tabIndex = 0;
  };

  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!details.matches?.(".texts")) return;
    const article = details.parentElement;
    if (details.open) unfold(article);
    focusable(article, details.open);
    if (!details.open && pinned && article.contains(pinned)) release();
  }, true);

  // ---- evidence and flags: what belongs together lights up together
  let pinned = null;
  const labelsOf = (element) => {
    if (element.dataset.e !== undefined) return [`e${element.dataset.e}`];
    return (element.dataset.l ?? element.dataset.n ?? "").split(" ").filter(Boolean);
  };
  const bearer = (node) => node instanceof Element ? node.closest(".s[data-e], .note, mark.flagged, [data-l]") : null;
  const related = (article, labels) => $$("[data-l], .s[data-e], .note, mark.flagged", article)
    .filter((element) => element.closest(".item") === article && labelsOf(element).some((l) => labels.includes(l)));
  const dim = () => { for (const lit of $$(".lit")) lit.classList.remove("lit"); };
  const light = (element) => {
    dim();
    if (!element) return;
    for (const lit of related(element.closest(".item"), labelsOf(element))) lit.classList.add("lit");
  };
  const release = () => {
    pinned?.setAttribute("aria-pressed", "false");
    pinned = null;
    dim();
  };
  const pin = (sentence) => {
    if (pinned === sentence) return release();
    release();
    const article = sentence.closest(".item");
    const details = $(":scope > .texts", article);
    details.open = true;
    unfold(article); // the toggle event comes later, and what is lit below must be there now
    pinned = sentence;
    focusable(article, true);
    light(sentence);
    const label = `e${sentence.dataset.e}`;
    const first = $$(".panel [data-l]", article).find((element) => labelsOf(element).includes(label));
    first?.scrollIntoView({ block: "nearest" });
  };
  for (const [kind, found] of [["mouseover", bearer], ["focusin", bearer]]) {
    document.addEventListener(kind, (event) => {
      const element = found(event.target);
      light(element ?? pinned);
    });
  }
  document.addEventListener("click", (event) => {
    const sentence = event.target.closest(".s[data-e]");
    if (sentence && String(getSelection()) === "") pin(sentence);
  });

  // ---- filters
  const form = $("#filters");
  const { q, flag, list, name, from, to, order } = form.elements; // no list where nothing is on a watch list
  const fields = [q, flag, list, name, from, to].filter(Boolean);
  const searchable = (item) => {
    if (item.text === null) {
      const parts = [];
      for (const part of $$(":scope > .lists, :scope > .meta, :scope > h4, :scope > h5, :scope > .original, :scope > .brief, :scope > .facts", item.element)) {
        parts.push(part.textContent);
      }
      for (const [source, target] of islandOf(item.element).rows) {
        for (const pieces of [source, target]) {
          parts.push(pieces.map((piece) => typeof piece === "string" ? piece : piece[0]).join(""));
        }
      }
      item.text = fold(parts.join("\n").replace(/\s+/g, " "));
    }
    return item.text;
  };
  // Read what search needs while nobody is waiting, so that the first search is as fast as the next.
  const readAhead = (from) => requestIdleCallback((idle) => {
    let at = from;
    while (at < items.length && idle.timeRemaining() > 1) searchable(items[at++]);
    if (at < items.length) readAhead(at);
  });
  if (window.requestIdleCallback) readAhead(0);
  const flagMatches = (item, wanted) => !wanted || (wanted === "any" ? item.flags.length > 0 : item.flags.includes(wanted));
  const listMatches = (item, wanted) => !wanted || (wanted === "any" ? item.lists.length > 0 : wanted === "none" ? item.lists.length === 0 : item.lists.includes(wanted));

  const apply = () => {
    const terms = fold(q.value).split(/\s+/).filter(Boolean);
    const whom = fold(name.value.trim());
    const who = whom ? new Set(named.flatMap((n, at) => (n.includes(whom) ? [at] : []))) : null;
    const exact = whom ? named.indexOf(whom) : -1;
    let shown = 0;
    for (const item of items) {
      const fits = flagMatches(item, flag.value)
        && listMatches(item, list?.value)
        && (!from.value || (item.day && item.day >= from.value))
        && (!to.value || (item.day && item.day <= to.value))
        && (!who || (exact >= 0 ? item.names.includes(exact) : item.names.some((n) => who.has(n))))
        && terms.every((term) => searchable(item).includes(term));
      item.element.hidden = !fits;
      shown += fits;
    }
    const filtered = fields.some((field) => field.value.trim());
    for (const later of $$(".later")) {
      const some = $$(".item", later).some((element) => !element.hidden);
      later.hidden = !some;
      if (filtered && some && $(":scope > .item", later.parentElement).hidden) later.open = true;
    }
    for (const section of [...$$(".story"), ...$$(".group"), ...$$(".day")]) {
      section.hidden = !section.querySelector(".item:not([hidden])");
    }
    for (const day of $$(".day")) $("h2 .n", day).textContent = $$(".item:not([hidden])", day).length;
    $("#nothing").hidden = shown > 0 || items.length === 0;
    const all = items.length.toLocaleString("en");
    $("#shown").textContent = filtered ? `${shown.toLocaleString("en")} of ${all} briefs` : `${all} ${items.length === 1 ? "brief" : "briefs"}`;
    $("#clear").hidden = !filtered;
    for (const button of $$("[data-name]")) {
      button.setAttribute("aria-pressed", String(exact === Number(button.dataset.name)));
    }
    for (const bar of $$(".bar")) {
      const inside = Boolean(from.value || to.value) && (!from.value || bar.dataset.last >= from.value) && (!to.value || bar.dataset.first <= to.value);
      bar.setAttribute("aria-pressed", String(inside));
    }
    remember();
  };
  // The filters stand in the address, so that a view can be kept as a bookmark.
  const remember = () => {
    const state = new URLSearchParams();
    for (const field of fields) if (field.value) state.set(field.name, field.value);
    const text = state.toString();
    if (text || location.hash.includes("=")) history.replaceState(null, "", text ? `#${text}` : location.pathname);
  };
  const recall = () => {
    if (!location.hash.includes("=")) return false;
    const state = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) field.value = state.get(field.name) ?? "";
    return true;
  };
  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); };
  for (const field of [q, name]) field.addEventListener("input", soon);
  // ---- order within a section: as the page was written, or by grade
  const arrange = () => {
    for (const group of $$(".group")) {
      const mine = items.map((item) => item.element).filter((element) => element.parentElement === group);
      if (order.value === "grade") mine.sort((a, b) => a.dataset.grade.localeCompare(b.dataset.grade));
      group.append(...mine);
    }
  };
  order.addEventListener("change", arrange);
  for (const field of fields) if (field !== q) field.addEventListener("change", apply);
  form.addEventListener("submit", (event) => { event.preventDefault(); apply(); });
  form.addEventListener("reset", () => setTimeout(apply));

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-name]");
    if (button) {
      name.value = button.getAttribute("aria-pressed") === "true" ? "" : index.names[Number(button.dataset.name)];
      return apply();
    }
    const bar = event.target.closest(".bar");
    if (bar) choose(bar);
    const link = event.target.closest('a[href^="#item-"]');
    if (link) {
      event.preventDefault();
      visit(link.getAttribute("href").slice(1));
    }
  });
  const choose = (bar) => {
    const same = from.value === bar.dataset.first && to.value === bar.dataset.last;
    from.value = same ? "" : bar.dataset.first;
    to.value = same ? "" : bar.dataset.last;
    apply();
  };
  const visit = (id) => {
    const target = document.getElementById(id);
    if (!target?.matches(".item")) return;
    if (target.hidden) { form.reset(); }
    const later = target.closest(".later");
    if (later) later.open = true;
    setTimeout(() => { target.focus({ preventScroll: true }); target.scrollIntoView({ block: "start" }); });
  };

  // ---- keyboard
  const bars = $$(".bar");
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    const bar = target.closest?.(".bar");
    if (bar) {
      const step = { ArrowLeft: -1, ArrowRight: 1, Home: -bars.length, End: bars.length }[event.key];
      if (step) {
        const next = bars[Math.min(bars.length - 1, Math.max(0, bars.indexOf(bar) + step))];
        bar.setAttribute("tabindex", "-1");
        next.setAttribute("tabindex", "0");
        next.focus();
        return event.preventDefault();
      }
      if (event.key === "Enter" || event.key === " ") { choose(bar); return event.preventDefault(); }
    }
    if ((event.key === "Enter" || event.key === " ") && target.matches?.(".s[data-e]")) {
      pin(target);
      return event.preventDefault();
    }
    if (event.key === "Escape") return release();
    if (event.ctrlKey || event.metaKey || event.altKey || target.matches?.("input, select, textarea")) return undefined;
    if (event.key === "/") { q.focus(); q.select(); return event.preventDefault(); }
    if (event.key === "j" || event.key === "k") {
      const visible = items.map((item) => item.element).filter((element) => element.checkVisibility());
      const at = visible.indexOf(target.closest?.(".item"));
      const next = visible[event.key === "j" ? at + 1 : Math.max(0, at - 1)];
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: "start" });
    }
    if (event.key === "o") {
      const details = target.closest?.(".item")?.querySelector(":scope > .texts");
      if (details) details.open = !details.open;
    }
    return undefined;
  });

  addEventListener("hashchange", () => { if (recall()) apply(); else visit(location.hash.slice(1)); });
  if (matchMedia("(max-width: 60rem)").matches) $(".charts")?.removeAttribute("open");
  if (recall()) apply();
  else if (location.hash) visit(location.hash.slice(1));
})();
