// Enhancement only: every page works without this file. Keys, lists, one click once, the quick lock.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const seen = (element) => element.getClientRects().length > 0 && !element.disabled;
  const typing = (element) => element.matches?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");

  // A key shown on a button or link presses it: <button data-key="F2">… <kbd>F2</kbd>
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (document.querySelector("dialog[open]") && event.key !== "Escape") return;
    if (event.key === "/" && !typing(event.target)) {
      const box = document.querySelector("[data-search]");
      if (box) { event.preventDefault(); box.focus(); box.select?.(); }
      return;
    }
    if (!/^F\d+$/.test(event.key)) return;
    const target = all(`[data-key="${event.key}"]`).find((one) => seen(one) || one.closest("details.menu"));
    if (!target) return;
    event.preventDefault();
    if (!event.repeat) target.click();
  });

  // Where a page begins: at once, not with the next picture, so that a quick hand's first letter is not lost; and
  // letters typed while nothing has the focus go there too.
  const first = () => all("[autofocus]").find(seen);
  const aim = () => { if (document.activeElement === document.body) first()?.focus(); };
  document.addEventListener("keydown", (event) => {
    if (event.target !== document.body || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key.length !== 1 || [" ", "/"].includes(event.key) || document.querySelector("dialog[open]")) return;
    const box = first();
    if (box && typing(box)) box.focus();
  });

  // Work lists: up and down between rows, Enter opens (the link has the focus), Home and End.
  // The same keys walk from a search box into what it found and back.
  const stops = (list) => all("tbody tr a[href], li button, li > a[href]", list).filter((one, i, them) =>
    seen(one) && them.findIndex((other) => other.closest("tr, li") === one.closest("tr, li")) === i);
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (!["ArrowDown", "ArrowUp", "Home", "End"].includes(key) || event.altKey || event.ctrlKey) return;
    const box = target.closest?.("[data-finds]");
    if (box && key === "ArrowDown") {
      const first = stops(document.querySelector(box.dataset.finds) ?? document.createElement("ul"))[0];
      if (first) { event.preventDefault(); first.focus(); }
      return;
    }
    const own = target.closest?.("[data-list]");
    if (!own && (typing(target) || target.matches?.("input, summary, [role]") || target !== document.body)) return;
    const list = own ?? document.querySelector("table[data-list]");
    if (!list) return;
    const links = stops(list);
    if (!links.length) return;
    const row = target.closest("tr, li");
    const at = links.findIndex((one) => one.closest("tr, li") === row);
    const to = key === "Home" ? 0 : key === "End" ? links.length - 1 : at + (key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
    if (to < 0 && list.dataset.from) document.querySelector(list.dataset.from)?.focus();
    else links[Math.max(0, Math.min(to, links.length - 1))].focus();
  });
  // A sheet to copy from: Enter copies the box that has the focus and goes on to the next.
  document.addEventListener("focusin", ({ target }) => { if (target.matches?.("[data-copies-out] input")) target.select(); });
  document.addEventListener("keydown", async (event) => {
    const box = event.target;
    if (event.key !== "Enter" || !box.matches?.("[data-copies-out] input")) return;
    event.preventDefault();
    box.select();
    const done = await navigator.clipboard?.writeText(box.value).then(() => true, () => false) || document.execCommand("copy");
    const boxes = all("[data-copies-out] input"), said = document.getElementById("copied");
    if (said && done) said.textContent = `✓ ${box.labels[0]?.textContent ?? ""}: ${box.value}`;
    boxes[boxes.indexOf(box) + 1]?.focus();
  });

  // Space on a row's link ticks the row's box.
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || event.altKey || event.ctrlKey || event.metaKey) return;
    const box = event.target.matches?.("table[data-list] tbody a[href]") && event.target.closest("tr").querySelector("input[type=checkbox]");
    if (box) { event.preventDefault(); box.click(); }
  });
  document.addEventListener("click", (event) => {
    const row = event.target.closest?.("table[data-list] tbody tr");
    if (row && !event.target.closest("a, button, input, label, summary") && !getSelection().toString()) row.querySelector("a[href]")?.click();
  });

  // Questions and papers that depend on answers: shown as soon as the answer says so.
  const answer = (form, name) => {
    const box = form.elements[name];
    if (!box) return "";
    return box.type === "checkbox" ? String(box.checked) : box.value;
  };
  const close = () => all(".block, .part").forEach((block) => { block.hidden = !all(".field", block).some((part) => !part.hidden); });
  const suit = (form) => all("[data-when]", form).forEach((part) => {
    const fits = Object.entries(JSON.parse(part.dataset.when)).every(([name, value]) =>
      !form.elements[name]?.[0]?.closest?.("[hidden]") && !form.elements[name]?.closest?.("[hidden]") && answer(form, name) === value);
    part.hidden = !fits;
  });
  document.addEventListener("change", (event) => { if (event.target.form) { suit(event.target.form); close(); } });

  // Where more than what equals what decides, the server tells what is asked now, and what it reckoned.
  const heed = () => {
    const told = document.querySelector("[data-told]");
    if (!told) return;
    const parts = new Set(told.dataset.told.split(" "));
    all("[data-part]").forEach((part) => { part.hidden = !parts.has(part.dataset.part); });
    all("[data-for]", told).forEach((said) => { const place = document.getElementById(said.dataset.for); if (place) place.textContent = said.textContent; });
    close();
  };
  document.addEventListener("htmx:afterSettle", heed);

  // What is asked twice is typed once: a copy follows its source until somebody writes into it.
  const given = (copy) => {
    const { copiesWhen, copiesYear, copiesWords } = copy.dataset;
    if (copiesWhen && !Object.entries(JSON.parse(copiesWhen)).every(([name, value]) => answer(copy.form, name) === value)) return null;
    const text = document.getElementById(copy.dataset.copies)?.value ?? "";
    if (copiesWords) return text === "citizen" ? copiesWords : "";
    return copiesYear !== undefined ? /\d{4}$/.exec(text)?.[0] ?? "" : text;
  };
  const follow = (form) => all("[data-copies]", form).forEach((copy) => {
    const text = given(copy), own = copy.value && copy.value !== copy.dataset.copied;
    if (own || text === copy.value) return;
    if (text === null) { if (copy.dataset.copied) copy.value = copy.dataset.copied = ""; return; }
    copy.value = copy.dataset.copied = text;
  });
  document.addEventListener("change", ({ target }) => { if (target.form) follow(target.form); });
  // Who collects: name and number of whoever was chosen, unless somebody typed another's.
  document.addEventListener("change", ({ target }) => {
    if (target.name !== "authority" || !target.form?.dataset.receivers) return;
    const known = JSON.parse(target.form.dataset.receivers), who = Object.values(known);
    const boxes = ["receiver_name", "receiver_id_number"].map((name) => target.form.elements[name]);
    if (boxes.every((box, i) => !box.value || who.some((one) => one[i] === box.value))) boxes.forEach((box, i) => { box.value = known[target.value][i]; });
  });
  // A person that the register filled in is a source like one that was typed.
  document.addEventListener("htmx:afterSettle", () => follow(document));

  // Enter goes on to the next thing that is still needed; a scanned card ends with it too. At the end: the main act.
  const empty = (one) => one.type === "checkbox" ? !one.checked
    : one.type === "radio" ? !all(`[name="${CSS.escape(one.name)}"]`, one.form).some((each) => each.checked) : !one.value.trim();
  // A paper is not needed any more when one that may stand in for it is ticked.
  const stoodIn = (one) => all(`[data-instead="${CSS.escape(one.id)}"]`, one.form).some((other) => other.checked && seen(other));
  const goOn = (form, from) => {
    const needed = all("[data-need]", form).filter((one) => seen(one) && empty(one) && !stoodIn(one) && one !== from && one.name !== from?.name);
    const after = (one) => from?.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
    (needed.find(after) ?? needed[0] ?? form.querySelector(".button.main"))?.focus();
  };
  // A page whose person is known already begins at the first thing that is not.
  const begin = (form) => { if (form?.matches?.("[data-flow]") && document.activeElement === document.body && document.getElementById("ap")) first() ? first().focus() : goOn(form, null); };
  document.addEventListener("htmx:afterSettle", ({ target }) => begin(target));
  let scanned = "";
  document.addEventListener("keydown", (event) => {
    const { target: box, key } = event;
    if (key !== "Enter" || event.isComposing || event.ctrlKey || event.altKey || !box.form?.matches("[data-flow]")) return;
    if (!box.matches("input, select") || box.matches("[data-search], [type=submit], [type=file]")) return;
    event.preventDefault();
    box.blur();
    if (box.matches("[data-card]") && box.value.trim()) { scanned = box.id; return; }
    goOn(box.form, box);
  });
  // A card scanned where one searches goes with the page, never into an address.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.matches("[data-search]") && event.detail.elt.value.includes("|")) event.preventDefault();
  });
  // Letters typed into a box that is not at work yet are searched once it is.
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    const box = target.querySelector?.("[data-search][hx-get]");
    if (box && box.value !== box.defaultValue) htmx.ajax("GET", box.getAttribute("hx-get"), { source: box });
  });
  document.addEventListener("paste", ({ target: box }) => {
    if (box.matches?.("[data-card]")) setTimeout(() => { if (box.value.includes("|")) { scanned = box.id; box.blur(); } });
  });
  document.addEventListener("htmx:afterSettle", () => {
    const box = scanned && document.getElementById(scanned);
    if (!box || document.querySelector(".htmx-request")) return;
    scanned = "";
    follow(box.form);
    box.value ? goOn(box.form, box) : box.focus();
    box.form.dispatchEvent(new Event("change"));
  });

  // A fault that has been attended to stops shouting; the next check has the last word. It leaves its place empty: a
  // button that moved away between the mouse going down and up would not be pressed.
  document.addEventListener("change", (event) => {
    const field = event.target.closest?.(".field.wrong");
    if (!field || event.target.value === "") return;
    field.classList.add("mended");
    all(".fault", field).forEach((fault) => fault.removeAttribute("id"));
  });

  // What is being typed is never overwritten by an answer that comes late.
  const values = (part) => JSON.stringify(all("input, select, textarea", part).map((one) => [one.name, one.value, one.checked]));
  document.addEventListener("htmx:beforeRequest", (event) => { event.detail.xhr.typed = values(event.detail.target); });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr } = event.detail;
    if (target.id && !xhr.responseText.includes(`id="${target.id}"`)) { event.detail.shouldSwap = false; cut(true); return; }
    cut(false);
    if (target.id !== "found" && values(target) !== xhr.typed) event.detail.shouldSwap = false;
  });

  // A cut line, an ended session: what is typed stays, and goes on once the page may speak again.
  const cut = (on) => { const said = document.getElementById("cut"); if (said) said.hidden = !on; };
  document.addEventListener("htmx:sendError", () => cut(true));
  document.addEventListener("click", async (event) => {
    if (!event.target.closest?.("[data-mends]")) return;
    const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page && page.querySelector("main form [name=csrfmiddlewaretoken]");
    if (!token || !page.querySelector("[data-mends]")) return;
    all("[name=csrfmiddlewaretoken]").forEach((one) => { one.value = token.value; });
    cut(false);
  });

  // What is put aside is kept once more when the page is left or locked, however that comes.
  const halfDone = () => {
    const kept = document.querySelector("[data-keeps]"), form = kept?.closest("form");
    if (!form || form.dataset.sent) return null;
    const words = new FormData(form);
    [...words].forEach(([name, value]) => { if (value instanceof File) words.delete(name); });
    return { url: kept.dataset.keeps, words };
  };
  addEventListener("pagehide", () => { const half = halfDone(); if (half) navigator.sendBeacon(half.url, half.words); });

  // Scans: by file, by folder, or dropped on the paper they show; each sent by itself, so that one bad file stops no other.
  const within = async (entry) => {
    if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
    const reader = entry.createReader(), found = [];
    for (let part; (part = await new Promise((done, failed) => reader.readEntries(done, failed))).length;) found.push(...part);
    return (await Promise.all(found.map(within))).flat();
  };
  const listed = (key) => document.getElementById(`s-${key}`);
  const send = async (input, files) => {
    const { attaches, paper } = input.dataset, form = input.form, row = input.closest("[data-drops]");
    const token = form.elements.csrfmiddlewaretoken.value;
    const page = new FormData(form);
    [...page].forEach(([name, value]) => { if (value instanceof File) page.delete(name); });
    row.classList.add("busy");
    const told = [];
    try {
      await fetch(document.querySelector("[data-keeps]").dataset.keeps, { method: "POST", body: page });
      for (const file of files) {
        const data = new FormData();
        data.append("csrfmiddlewaretoken", token); data.append("paper", paper); data.append("files", file);
        const answer = await fetch(attaches, { method: "POST", body: data });
        const part = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(`s-${paper}`);
        if (!part) throw new Error(answer.status);
        told.push(...all("[role=alert] p", part).map((one) => one.textContent));
        listed(paper).replaceWith(part);
      }
      const note = listed(paper).querySelector("[role=alert] div");
      if (told.length && !note) listed(paper).insertAdjacentHTML("afterbegin", '<div class="note bad" role="alert"><div></div></div>');
      if (told.length) listed(paper).querySelector("[role=alert] div").replaceChildren(...told.map((words) => Object.assign(document.createElement("p"), { className: "small", textContent: words })));
      const tick = document.getElementById(`p-${paper}`);
      if (tick && !tick.checked && told.length < files.length) tick.click();
      cut(false);
    } catch { cut(true); }
    row.classList.remove("busy");
  };
  const take = (input, files) => {
    const wanted = files.filter((file) => !file.name.startsWith("."));
    if (!wanted.length) return;
    if (input.dataset.attaches) { send(input, wanted); return; }
    const all = new DataTransfer();
    [...input.files, ...wanted].forEach((file) => all.items.add(file));
    input.files = all.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches?.("input[data-attaches]")) return;
    event.stopImmediatePropagation();
    const files = [...input.files];
    input.value = "";
    take(input, files);
  }, true);
  const drop = (event) => event.dataTransfer?.types.includes("Files") && event.target.closest?.("[data-drops]");
  document.addEventListener("dragover", (event) => {
    all(".dropping").forEach((row) => row.classList.remove("dropping"));
    const row = drop(event);
    if (event.dataTransfer?.types.includes("Files") && document.querySelector("[data-drops]")) event.preventDefault();
    row?.classList?.add("dropping");
  });
  document.addEventListener("drop", async (event) => {
    if (!event.dataTransfer?.types.includes("Files") || !document.querySelector("[data-drops]")) return;
    event.preventDefault();
    all(".dropping").forEach((row) => row.classList.remove("dropping"));
    const row = drop(event);
    if (!row) return;
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const files = entries.length ? (await Promise.all(entries.map(within))).flat() : [...event.dataTransfer.files];
    take(row.querySelector("input[type=file]"), files);
  });
  document.addEventListener("change", ({ target: input }) => {
    const list = input.matches?.("input[type=file]") && input.closest("[data-drops], .file")?.querySelector("[data-chosen]");
    if (list) list.textContent = [...input.files].map((file) => file.name).join(", ");
  });

  // One click once: the hidden key makes a second one harmless, this only spares it.
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (form.matches("[data-locks]") || form.closest("#lock")) return;
    if (form.dataset.sent && Date.now() - form.dataset.sent < 4000) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    if (form.method === "post" && !form.hasAttribute("hx-post")) {
      form.dataset.sent = Date.now();
      button?.classList.add("busy");
    }
  }, true);
  addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    all(".busy", form).forEach((one) => one.classList.remove("busy"));
  }));

  // What went wrong is read first.
  const attend = (root) => {
    const first = root.querySelector("[data-focus]");
    if (first) { first.focus(); first.scrollIntoView({ block: "nearest" }); }
  };
  document.documentElement.classList.add("scripted");
  const ready = () => {
    attend(document);
    begin(document.querySelector("[data-flow]"));
    aim();
    all(".toast:not([hidden])").forEach((toast) => setTimeout(() => toast.remove(), 9000));
  };
  document.addEventListener("htmx:afterSettle", (event) => attend(event.target.closest?.("form") ?? document));
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-close]")) event.target.closest("dialog, .toast")?.remove();
    const opener = event.target.closest?.("[data-opens]");
    if (opener) { event.preventDefault(); document.querySelector(opener.dataset.opens)?.showModal(); }
    if (event.target.closest?.("[data-prints]")) print();
    all("details.menu[open]").forEach((menu) => menu.contains(event.target) || menu.removeAttribute("open"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (menu) { menu.removeAttribute("open"); menu.querySelector("summary").focus(); }
  });

  // Quick lock: over the page, so that what is typed stays.
  const lock = document.getElementById("lock");
  const body = document.body;
  const call = (url, form) => fetch(url, { method: "POST", body: form, headers: { "X-Requested-By": "lock" }, redirect: "manual" });
  if (lock && body.dataset.lock) {
    const cover = (on) => all("body > header, body > main").forEach((part) => { part.hidden = on; });
    const hide = () => { cover(true); if (!lock.open) lock.showModal(); };
    // What was asked under the lock is asked again when it opens; an answer that is late locks nothing again.
    let unlocked = 0;
    const unanswered = new Map();
    const ask = () => {
      unanswered.forEach((path, element) => element.isConnected && htmx.ajax("GET", path, { source: element }));
      unanswered.clear();
    };
    document.addEventListener("htmx:beforeRequest", ({ detail }) => { detail.xhr.unlocked = unlocked; });
    document.addEventListener("htmx:afterRequest", ({ detail: { xhr, elt, requestConfig } }) => {
      if (xhr.getResponseHeader("HX-Trigger") !== "locked") return;
      if (requestConfig.verb === "get") unanswered.set(elt, requestConfig.path);
      xhr.unlocked === unlocked ? hide() : ask();
    });
    let shutting = null;
    const shut = async (form) => {
      const half = halfDone();
      hide();
      // Kept before it is locked: a locked sign-in keeps nothing. On a dead line the words stay in the page.
      if (half) await fetch(half.url, { method: "POST", body: half.words, signal: AbortSignal.timeout(3000) }).catch(() => null);
      await call(body.dataset.lock, new FormData(form)).catch(() => form.submit());
    };
    document.addEventListener("submit", (event) => {
      if (!event.target.matches("[data-locks]")) return;
      event.preventDefault();
      shutting = shut(event.target);
    });
    lock.addEventListener("cancel", (event) => event.preventDefault());
    lock.addEventListener("keydown", (event) => { if (event.key === "Escape") event.preventDefault(); });
    lock.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      const form = event.target, fault = form.querySelector(".fault"), box = form.elements.password;
      await shutting; // who is quicker than the lock would be locked again by it
      const answer = await call(body.dataset.unlock, new FormData(form)).catch(() => null);
      if (answer?.status === 204) { unlocked += 1; fault.hidden = true; box.value = ""; cover(false); lock.close(); waken(); ask(); return; }
      if (!answer || answer.status !== 422) { location.reload(); return; }
      fault.hidden = false; box.value = ""; box.focus();
    });
    let idle;
    const waken = () => {
      clearTimeout(idle);
      idle = setTimeout(() => { const form = document.querySelector("form[data-locks]"); if (form && !lock.open) shutting = shut(form); }, 15 * 60 * 1000);
    };
    ["keydown", "pointerdown"].forEach((kind) => addEventListener(kind, waken, { passive: true }));
    waken();
  }
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", ready) : ready();
})();
