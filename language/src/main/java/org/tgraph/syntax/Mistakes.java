package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.grammar.TGraphLexer;

/** Says in the user's words what is wrong where the grammar stopped. */
final class Mistakes {
  private Mistakes() {}

  static Diagnostic explain(Mistake mistake) {
    return HeadingMistakes.explain(mistake)
        .or(() -> OperandMistakes.explain(mistake))
        .orElseGet(() -> unexpected(mistake));
  }

  private static Diagnostic unexpected(Mistake mistake) {
    String expected = expected(mistake);
    String note = expected.isEmpty() ? "" : "expected " + expected;
    Diagnostic problem;
    if (mistake.found() == NEWLINE || mistake.at() >= mistake.words().size()) {
      problem = mistake.error(Code.TG0103, "This line ends too early.");
    } else if (mistake.text(mistake.at()).isEmpty()) {
      problem = mistake.error(Code.TG0103, "Something is missing here.");
    } else if (keyword(mistake.found()) && mistake.expected().equals(List.of(NAME))) {
      problem = notAName(mistake);
    } else {
      problem =
          mistake.error(
              Code.TG0101, "`" + shown(mistake.text(mistake.at())) + "` does not fit here.");
    }
    return note.isEmpty() ? problem : problem.note(note);
  }

  static Diagnostic notAName(Mistake mistake) {
    String word = mistake.text(mistake.at());
    return mistake.error(
        Code.TG0101, "`" + word + "` is a keyword, so it cannot be the name of something.");
  }

  static boolean keyword(int type) {
    return switch (type) {
      case LET, FN, IF, ELSE, FOR, AND, OR, NOT, TRUE, FALSE, NONE, ASSERT -> true;
      default -> false;
    };
  }

  static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 39) + "…";
  }

  /** What would have fitted, in words; empty if that is too much to say. */
  private static String expected(Mistake mistake) {
    List<String> names = new ArrayList<>();
    boolean operand = mistake.expected().contains(INT);
    if (operand) {
      names.add("a value");
    }
    for (int type : mistake.expected()) {
      boolean ofOperand =
          operand && (LexemeKinds.startsOperand(type) || type == LBRACE || isPrefix(type));
      if (!ofOperand) {
        symbol(type).filter(name -> !names.contains(name)).ifPresent(names::add);
      }
    }
    if (names.isEmpty() || names.size() > 5) {
      return "";
    }
    String last = names.removeLast();
    return names.isEmpty() ? last : String.join(", ", names) + " or " + last;
  }

  private static boolean isPrefix(int type) {
    return type == PLUS || type == MINUS || type == TILDE || type == NOT || type == FOR;
  }

  private static Optional<String> symbol(int type) {
    return switch (type) {
      case NAME, ARGUMENT -> Optional.of("a name");
      case STRING -> Optional.of("a text in quotes");
      case NEWLINE -> Optional.of("the end of the line");
      case LAMBDA -> Optional.of("`(`");
      case RECORD -> Optional.of("`{`");
      case LAST_COMMA -> Optional.of("`,`");
      case AS, WITH, GIVEN, PARAMETER, SITE, EOF -> Optional.empty();
      default ->
          Optional.ofNullable(TGraphLexer.VOCABULARY.getLiteralName(type))
              .map(literal -> "`" + literal.substring(1, literal.length() - 1) + "`");
    };
  }
}
