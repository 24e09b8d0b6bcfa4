// Stands between the terminal of textual-serve and its socket: says why a room has closed, keeps back what is too long
// to be sent, gives the terminal its size of type and the keys. It is loaded first, and the terminal finds everything set.
"use strict";

(() => {
  const MAX_BYTES = 200 * 1024; // under what the server takes
  const LOST = "The connection to the coach was lost. What you sent is kept. If `coach serve` has ended, start it again.";
  const PlainSocket = window.WebSocket;
  const element = (id) => document.getElementById(id);
  let hintTimer = 0;

  const hint = (sentence) => {
    element("hint").textContent = sentence;
    element("hint").classList.add("shown");
    clearTimeout(hintTimer);
    hintTimer = setTimeout(() => element("hint").classList.remove("shown"), 6000);
  };

  class RoomSocket extends PlainSocket {
    constructor(...where) {
      super(...where);
      this.addEventListener("open", () => document.querySelector(".xterm-helper-textarea").focus());
      this.addEventListener("close", (event) => {
        element("closed-why").textContent = event.reason || LOST;
        document.body.classList.add("-closed");
        element("again").focus();
      });
    }

    send(data) {
      if (this.readyState !== PlainSocket.OPEN) return; // the terminal would throw
      if (new TextEncoder().encode(data).length > MAX_BYTES) {
        hint("That is more than the room takes at once, and was left out.");
        return;
      }
      super.send(data);
    }
  }
  window.WebSocket = RoomSocket;

  // Links in anybody's words are text: copy them. (The browser is told so, too: no page may open from this one.)
  window.open = () => {
    hint("Links do not open from this page. Copy the address instead.");
    return null;
  };

  document.addEventListener("DOMContentLoaded", () => {
    const terminal = element("terminal");
    terminal.dataset.sessionWebsocketUrl = `ws://${window.location.host}/ws`;
    // As large as pleases, and no larger than lets 80 columns in; the browser's own zoom does the rest.
    terminal.dataset.fontSize = String(Math.max(9, Math.min(16, Math.floor((window.innerWidth - 16) / 80 / 0.61))));
    element("again").addEventListener("click", () => window.location.reload());
  });
})();
