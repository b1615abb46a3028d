package org.tgraph.type;

import java.util.ArrayList;
import java.util.List;

/** Reads the text of a {@link Signature}. The texts are ours, so a mistake in one is a bug. */
final class SignatureReader {
  private final String text;
  private int at;

  SignatureReader(String text) {
    this.text = text;
  }

  Signature read() {
    List<Signature.Slot> params = slots();
    expect("->");
    List<Signature.Slot> results = peek() == '(' ? slots() : List.of(slot(0));
    if (at != text.length()) {
      throw bad();
    }
    return new Signature(text, params, results);
  }

  private List<Signature.Slot> slots() {
    List<Signature.Slot> slots = new ArrayList<>();
    expect("(");
    while (peek() != ')') {
      if (!slots.isEmpty()) {
        expect(",");
      }
      slots.add(slot(slots.size()));
    }
    expect(")");
    return slots;
  }

  /** {@code name: element[axes]}; in results the name may be missing. */
  private Signature.Slot slot(int position) {
    String name = word();
    String element = name;
    if (peek() == ':') {
      expect(":");
      element = word();
    } else {
      name = "result" + position;
    }
    List<Signature.Axis> axes = new ArrayList<>();
    if (peek() == '[') {
      expect("[");
      while (peek() != ']') {
        if (!axes.isEmpty()) {
          expect(",");
        }
        axes.add(axis());
      }
      expect("]");
    }
    if (DType.named(element).isEmpty() && Kind.named(element) == null) {
      throw bad();
    }
    return new Signature.Slot(name, element, axes);
  }

  private Signature.Axis axis() {
    if (peek() == '.') {
      expect("..");
      return new Signature.Axis.Pack(word());
    }
    return new Signature.Axis.Size(sum());
  }

  private Dim sum() {
    Dim sum = atom();
    while (peek() == '+' || peek() == '-') {
      boolean plus = peek() == '+';
      at++;
      sum = plus ? sum.plus(atom()) : sum.minus(atom());
    }
    return sum;
  }

  private Dim atom() {
    if (Character.isDigit(peek())) {
      return Dim.of(Long.parseLong(word()));
    }
    String name = word();
    if (peek() == '(') {
      expect("(");
      Dim a = sum();
      expect(",");
      Dim b = sum();
      expect(")");
      return name.equals("min") ? Dim.min(a, b) : Dim.max(a, b);
    }
    return Dim.of(SizeVar.of(name));
  }

  private char peek() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private String word() {
    peek();
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    if (at == start) {
      throw bad();
    }
    return text.substring(start, at);
  }

  private void expect(String token) {
    peek();
    if (!text.startsWith(token, at)) {
      throw bad();
    }
    at += token.length();
    peek();
  }

  private IllegalArgumentException bad() {
    return new IllegalArgumentException("signature `" + text + "` at " + at);
  }
}
