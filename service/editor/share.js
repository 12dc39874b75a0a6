// Sharing: the address of a query, which the page opens with, and YASQE's popup that shows it.

// Servers and mail programs cut long addresses; what stands behind # never reaches a server.
const LONGEST = 6000;

/** The link that opens the page with a query. */
export function addressOf(query) {
  const carried = new URLSearchParams({ query }).toString();
  return location.origin + location.pathname + (carried.length > LONGEST ? "#" : "?") + carried;
}

/** The query of the page's address, or undefined. */
export function asked() {
  for (const carried of [location.search, location.hash]) {
    const query = new URLSearchParams(carried.slice(1)).get("query");
    if (query) return query;
  }
  return undefined;
}

/** The popup by keyboard: Enter opens it once (YASQE hears the key and the click it makes), Escape closes it. */
export function mendPopup(yasqe) {
  yasqe.rootEl.addEventListener("keydown", (event) => {
    if (event.code === "Enter" && event.target.closest(".yasqe_share")) event.stopPropagation();
    const popup = event.code === "Escape" && event.target.closest(".yasqe_sharePopup");
    if (!popup) return;
    popup.remove();
    yasqe.rootEl.querySelector(".yasqe_share").focus();
  }, true);
}
