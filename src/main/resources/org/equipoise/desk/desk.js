"use strict";
// Signs a note on an amendment in this browser. The key is read from the chosen file and never sent.
(() => {
  const form = document.getElementById("sign");
  if (!form || !globalThis.crypto?.subtle) return;
  const by = (id) => document.getElementById(id);
  const tell = (message) => { by("told").textContent = message; };
  const bytes = (base64) => Uint8Array.from(atob(base64), (it) => it.charCodeAt(0));
  const base64 = (array) => btoa(String.fromCharCode(...array));
  by("with-key").hidden = false;

  async function key(text) {
    const parts = text.trim().split("+");
    const named = parts.slice(0, 4);
    const seed = bytes(parts.slice(4).join("+"));
    if (parts[0] !== "PRIVATE" || parts[1] !== "KEY" || seed.length !== 33 || seed[0] !== 1) {
      throw new Error("This file holds no signing key.");
    }
    const pkcs8 = new Uint8Array([
      0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20, ...seed.slice(1)]);
    return {
      name: named[2],
      id: Uint8Array.from(named[3].match(/../g), (it) => parseInt(it, 16)),
      secret: await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", false, ["sign"]),
    };
  }

  function said(act) {
    const because = by("because").value.trim();
    const interest = by("interest").value.trim();
    const time = new Date().toISOString().replace(/\.\d+Z$/, "Z");
    const lines = ["equipoise amendment", form.dataset.digest, act, time];
    if (act === "dissents") {
      if (!because) throw new Error("Say why you dissent.");
      lines.push("because " + JSON.stringify(because));
    } else {
      form.dataset.despite.split(" ").filter(Boolean).forEach((it) => lines.push("despite " + it));
    }
    if (interest) lines.push("interest " + JSON.stringify(interest));
    return lines.join("\n") + "\n";
  }

  by("make").addEventListener("click", async () => {
    try {
      const act = form.querySelector("input[name=act]:checked")?.value;
      if (!act) throw new Error("Choose whether you sign or dissent.");
      const file = by("key").files[0];
      if (!file) throw new Error("Choose the file with your key.");
      const text = said(act);
      const own = await key(await file.text());
      const signature = new Uint8Array(
        await crypto.subtle.sign("Ed25519", own.secret, new TextEncoder().encode(text)));
      by("note").value =
        text + "\n\u2014 " + own.name + " " + base64([...own.id, ...signature]) + "\n";
      by("key").value = "";
      form.submit();
    } catch (fault) {
      tell(fault.message || "This browser could not sign. Sign elsewhere.");
    }
  });
})();
