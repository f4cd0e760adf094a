// A figure in a sentence: chosen from what is on record, written as [[key]], or around the words that were selected as [[key|words]].
const { React, DraftJS } = window;

function written(key, words) {
  const [, before, told, after] = words.replace(/[[\]|\n]/g, " ").match(/^(\s*)(.*?)(\s*)$/s);
  return told ? `${before}[[${key}|${told}]]${after}` : `${words}[[${key}]]`;
}

function selected(editorState) {
  const selection = editorState.getSelection();
  // Words of two paragraphs are no words of one figure: it stands in their place then.
  if (selection.getStartKey() !== selection.getEndKey()) return "";
  const block = editorState.getCurrentContent().getBlockForKey(selection.getStartKey());
  return block.getText().slice(selection.getStartOffset(), selection.getEndOffset());
}

class FigureSource extends React.Component {
  componentDidMount() {
    const { entityType, onClose } = this.props;
    this.isDone = false;
    this.workflow = window.ModalWorkflow({
      url: entityType.chooserUrls.figure,
      onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
      responses: { chosen: (figure) => this.write(figure.id) },
      onError: onClose,
    });
    window.jQuery(document.body).on("hidden.bs.modal.figure", () => this.isDone || onClose());
  }

  componentWillUnmount() {
    window.jQuery(document.body).off("hidden.bs.modal.figure");
  }

  write(key) {
    const { editorState, onComplete } = this.props;
    const { Modifier, EditorState } = DraftJS;
    this.isDone = true;
    const content = Modifier.replaceText(
      editorState.getCurrentContent(),
      editorState.getSelection(),
      written(key, selected(editorState)),
    );
    onComplete(EditorState.push(editorState, content, "insert-characters"));
  }

  render() {
    return null;
  }
}

window.draftail.registerPlugin({ type: "FIGURE", source: FigureSource });
