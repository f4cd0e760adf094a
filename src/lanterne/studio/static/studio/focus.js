// A click on the whole picture moves the two sliders to that point; the sliders move the mark. Without this, sliders do.
for (const place of document.querySelectorAll("[data-focus]")) {
  const [x, y, mark, whole] = ["x", "y", "mark", "whole"].map((name) => place.querySelector(`[data-${name}]`));
  const show = () => {
    mark.style.left = `${x.value}%`;
    mark.style.top = `${y.value}%`;
  };
  whole.addEventListener("click", (event) => {
    const box = whole.getBoundingClientRect();
    x.value = Math.round(((event.clientX - box.left) / box.width) * 100);
    y.value = Math.round(((event.clientY - box.top) / box.height) * 100);
    show();
  });
  x.addEventListener("input", show);
  y.addEventListener("input", show);
}
