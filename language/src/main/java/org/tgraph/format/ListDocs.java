package org.tgraph.format;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tgraph.source.Span;

/**
 * Lists in brackets. On one line if the user had them so and they fit; else the items follow the
 * opening bracket and later lines are aligned with the first item; or, if the user ended the line
 * behind the opening bracket, all items stand on lines of their own below it.
 */
record ListDocs(Layout layout) {

  /** An item, made only when its turn in the text has come. */
  record Item(int start, int end, Supplier<Doc> doc) {}

  /** The items between the brackets that stand at {@code start} and before {@code end}. */
  Doc list(int start, int end, List<Item> items) {
    return list(start, end, items, false);
  }

  Doc list(Span brackets, List<Item> items) {
    return list(brackets.start(), brackets.end(), items, false);
  }

  /**
   * @param lone whether a single item needs a comma behind it
   */
  Doc list(int start, int end, List<Item> items, boolean lone) {
    Doc before = layout.before(start);
    Doc list = bracketed(start, end, items, lone);
    return before == Doc.EMPTY ? list : Doc.concat(before, list);
  }

  private Doc bracketed(int start, int end, List<Item> items, boolean lone) {
    Doc open = Doc.text(layout.text(start, start + 1));
    Doc close = Doc.text(layout.text(end - 1, end));
    layout.shown(start + 1);
    if (items.isEmpty()) {
      Doc inside = layout.before(end - 1);
      layout.shown(end);
      return Doc.level(open, Doc.deeper(inside), close);
    }
    boolean hangs = layout.breaks(start + 1, items.getFirst().start());
    boolean userComma = layout.comma(items.getLast().end(), end - 1);
    boolean comma = userComma && (hangs || lone && items.size() == 1);
    boolean broken = false;
    int widest = 0;
    Doc remark = layout.before(items.getFirst().start());
    List<Doc> docs = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      Doc doc = item.doc().get();
      layout.shown(item.end());
      widest = Math.max(widest, doc.width());
      boolean last = i + 1 == items.size();
      Doc behind = layout.before(last ? end - 1 : items.get(i + 1).start());
      docs.add(Doc.concat(doc, Doc.text(!last || comma ? "," : ""), behind));
      if (!last) {
        boolean breaks = layout.breaks(item.end(), items.get(i + 1).start());
        broken |= breaks;
        docs.add(breaks ? Doc.HARD : Doc.LINE);
      }
    }
    layout.shown(end);
    Doc inside = Doc.fill(docs);
    Doc hanging = Doc.level(open, Doc.deeper(remark, Doc.HARD, inside), Doc.HARD, close);
    if (hangs) {
      return hanging;
    }
    Doc aligned = Doc.concat(open, new Doc.Align(Doc.concat(remark, inside)), close);
    return broken || aligned.forced() ? aligned : new Doc.Bracketed(aligned, hanging, widest);
  }
}
