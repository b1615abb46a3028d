package org.tgraph.data;

import java.util.ArrayList;
import java.util.List;

/** The Python dictionary in the head of a {@code .npy} file, of exactly these three entries. */
record NpyDictionary(String descr, boolean fortran, long[] shape) {

  static NpyDictionary parse(String text, DataSource file) throws BadData {
    return new Reader(text, file).dictionary();
  }

  private static final class Reader {
    private final String text;
    private final DataSource file;
    private int at;

    Reader(String text, DataSource file) {
      this.text = text;
      this.file = file;
    }

    NpyDictionary dictionary() throws BadData {
      String descr = null;
      Boolean fortran = null;
      long[] shape = null;
      expect('{');
      while (!take('}')) {
        String key = quoted();
        expect(':');
        if (key.equals("descr") && descr == null) {
          if (next() == '[') {
            throw file.corrupt("holds a structured array, which the language has not");
          }
          descr = quoted();
        } else if (key.equals("fortran_order") && fortran == null) {
          fortran = truth();
        } else if (key.equals("shape") && shape == null) {
          shape = tuple();
        } else {
          throw damaged();
        }
        if (!take(',') && next() != '}') {
          throw damaged();
        }
      }
      if (next() != 0 || descr == null || fortran == null || shape == null) {
        throw damaged();
      }
      return new NpyDictionary(descr, fortran, shape);
    }

    private BadData damaged() {
      return file.corrupt("has a damaged header");
    }

    /** The next character that is not a space, not taken; 0 at the end. */
    private char next() {
      while (at < text.length() && text.charAt(at) <= ' ' && text.charAt(at) != 0) {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(char c) {
      if (next() == c) {
        at++;
        return true;
      }
      return false;
    }

    private void expect(char c) throws BadData {
      if (!take(c)) {
        throw damaged();
      }
    }

    private String quoted() throws BadData {
      char quote = next();
      int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
      if (end < 0) {
        throw damaged();
      }
      String inside = text.substring(at + 1, end);
      at = end + 1;
      return inside;
    }

    private boolean truth() throws BadData {
      boolean value = next() == 'T';
      String word = value ? "True" : "False";
      if (!text.startsWith(word, at)) {
        throw damaged();
      }
      at += word.length();
      return value;
    }

    private long[] tuple() throws BadData {
      List<Long> sizes = new ArrayList<>();
      expect('(');
      while (!take(')')) {
        sizes.add(size());
        if (!take(',') && next() != ')') {
          throw damaged();
        }
      }
      return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    private long size() throws BadData {
      next();
      int start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      if (at == start || at - start > 19) {
        throw damaged();
      }
      try {
        return Long.parseLong(text, start, at, 10);
      } catch (NumberFormatException e) {
        throw damaged();
      }
    }
  }
}
