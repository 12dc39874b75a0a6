// The words of the editor in both languages, and YASGUI's own English ones in Vietnamese.

export const language = document.documentElement.lang.startsWith("en") ? "en" : "vi";

const WORDS = {
  vi: {
    aborted: "Đã dừng câu truy vấn.",
    chart: "Biểu đồ",
    column: "Cột vẽ",
    download: "Tải xuống",
    editor: "Câu truy vấn SPARQL",
    examples: "Câu hỏi mẫu",
    filter: "Lọc kết quả",
    first: "chỉ vẽ",
    format: "Định dạng tệp",
    goto: (line, column) => `Đến dòng ${line}, cột ${column}`,
    keys: "Ctrl+Enter: chạy · Ctrl+Space: gợi ý · Ctrl+/: chú thích · Ctrl+] và Ctrl+[: thụt lề · Tab: rời ô soạn thảo",
    next: "Trang sau",
    none: "Không có dòng nào. Hãy thử bỏ bớt một điều kiện.",
    open: "Mở trong thẻ mới",
    previous: "Trang trước",
    query: "Truy vấn",
    response: "Phản hồi gốc",
    rest: (count) => `Còn ${count} ký tự; tệp tải xuống có đủ.`,
    shared: "Từ liên kết",
    sort: "Sắp xếp theo cột này",
    table: "Bảng",
    unreachable: "Không nhận được câu trả lời đọc được từ máy chủ.",
  },
  en: {
    aborted: "The query was stopped.",
    chart: "Chart",
    column: "Column drawn",
    download: "Download",
    editor: "SPARQL query",
    examples: "Example questions",
    filter: "Filter the results",
    first: "the first",
    format: "File format",
    goto: (line, column) => `Go to line ${line}, column ${column}`,
    keys: "Ctrl+Enter: run · Ctrl+Space: complete · Ctrl+/: comment · Ctrl+] and Ctrl+[: indent · Tab: leave the field",
    next: "Next page",
    none: "No rows. Try leaving out a condition.",
    open: "Open in a new tab",
    previous: "Previous page",
    query: "Query",
    response: "Response",
    rest: (count) => `${count} more characters; the download has them all.`,
    shared: "From a link",
    sort: "Sort by this column",
    table: "Table",
    unreachable: "The service gave no answer that can be read.",
  },
};

export function say(name) {
  return WORDS[language][name];
}

/** The text of a pair {vi, en} in the page's language, else in the other one. */
export function pick(pair) {
  return pair?.[language] ?? pair?.vi ?? pair?.en ?? "";
}

/** The title of a problem of the service. */
export function title(problem) {
  return (language === "vi" && problem.title_vi) || problem.title;
}

const STOCK = new Map([
  ["Add a new tab", "Thêm thẻ"],
  ["Add tab", "Thêm thẻ"],
  ["Close other tabs", "Đóng các thẻ khác"],
  ["Close tab", "Đóng thẻ"],
  ["Close Tab", "Đóng thẻ"],
  ["Copy Tab", "Nhân đôi thẻ"],
  ["False", "Sai"],
  ["New Tab", "Thẻ mới"],
  ["Rename Tab", "Đổi tên thẻ"],
  ["Run query", "Chạy truy vấn"],
  ["Share query", "Chia sẻ"],
  ["True", "Đúng"],
  ["Undo close Tab", "Mở lại thẻ vừa đóng"],
]);
const PATTERNS = [
  [/^Shows (.+) view$/, (name) => `Hiện ${name}`],
  [/^(\d+) results?$/, (count) => `${number(count)} kết quả`],
  [/^(\d+) results? in ([\d.]+) seconds?$/, (count, time) => `${number(count)} kết quả trong ${number(time)} giây`],
  [/^Response in ([\d.]+) seconds?$/, (time) => `Trả lời trong ${number(time)} giây`],
  [/^This line is invalid\. Expected: $/, () => "Dòng này sai cú pháp. Cần: "],
  [
    /^Could not render results with the (.+) plugin, the results currently are rendered with the (.+) plugin\.\s*$/,
    (wanted, given) => `${stock(wanted)} không hiện được kết quả này; đang hiện: ${stock(given)}.`,
  ],
];
const ATTRIBUTES = ["title", "aria-label", "placeholder"];
// What people and answers wrote is never translated, even where it reads like one of the words above.
const FOREIGN = [
  ".CodeMirror-scroll, .CodeMirror-hints, .cancu-result, .cancu-examples, .cancu-problem",
  "[role=tab] > span",
].join();

/** Put YASGUI's words into Vietnamese on a Vietnamese page, now and whenever it writes new ones. */
export function translate(root) {
  if (language !== "vi") return;
  const options = { subtree: true, childList: true, characterData: true, attributeFilter: ATTRIBUTES };
  new MutationObserver((changes) => changes.forEach(look)).observe(root, options);
}

/** Look at what changed: an element for its attributes, a text for itself, new nodes with all that is in them. */
function look({ type, target, addedNodes }) {
  if (type === "childList") addedNodes.forEach(visit);
  else if (target.nodeType === Node.TEXT_NODE) translateText(target);
  else if (!isForeign(target)) translateAttributes(target);
}

function visit(node) {
  if (node.nodeType === Node.TEXT_NODE) return translateText(node);
  if (node.nodeType !== Node.ELEMENT_NODE || isForeign(node)) return undefined;
  translateAttributes(node);
  return node.childNodes.forEach(visit);
}

function translateAttributes(element) {
  for (const name of ATTRIBUTES) {
    const told = element.getAttribute(name);
    if (told && stock(told) !== told) element.setAttribute(name, stock(told));
  }
}

function translateText(node) {
  const told = stock(node.data);
  if (told !== node.data && node.parentElement && !isForeign(node.parentElement)) node.data = told;
}

function isForeign(element) {
  return element.closest(FOREIGN) && !element.closest(".yasqe_tooltip");
}

function stock(text) {
  if (STOCK.has(text)) return STOCK.get(text);
  for (const [pattern, write] of PATTERNS) {
    const match = pattern.exec(text);
    if (match) return write(...match.slice(1));
  }
  return text;
}

function number(text) {
  return Number(text).toLocaleString(language);
}
