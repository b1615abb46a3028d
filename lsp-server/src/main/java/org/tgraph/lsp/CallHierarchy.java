package org.tgraph.lsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.CallHierarchyIncomingCall;
import org.eclipse.lsp4j.CallHierarchyItem;
import org.eclipse.lsp4j.CallHierarchyOutgoingCall;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.tgraph.analysis.Call;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/** Who calls whom, as the protocol has it. */
final class CallHierarchy {
  private final Workspace workspace;

  CallHierarchy(Workspace workspace) {
    this.workspace = workspace;
  }

  List<CallHierarchyItem> at(Document document, Position position) {
    return document
        .analysis()
        .function(Convert.offset(document.source(), position))
        .flatMap(
            call -> uri(call.name(), document.source(), document.uri()).map(u -> item(call, u)))
        .map(List::of)
        .orElse(List.of());
  }

  List<CallHierarchyIncomingCall> incoming(CallHierarchyItem item) {
    Optional<Workspace.Script> home = home(item);
    if (home.isEmpty()) {
      return List.of();
    }
    Span name = span(home.get().analysis().source(), item.getSelectionRange());
    List<CallHierarchyIncomingCall> calls = new ArrayList<>();
    for (Workspace.Script script : workspace.around(home.get())) {
      for (Call call : script.analysis().callers(name.source().name(), name.start(), name.end())) {
        calls.add(new CallHierarchyIncomingCall(item(call, script.uri()), ranges(call)));
      }
    }
    return calls;
  }

  List<CallHierarchyOutgoingCall> outgoing(CallHierarchyItem item) {
    Optional<Workspace.Script> home = home(item);
    if (home.isEmpty()) {
      return List.of();
    }
    Source source = home.get().analysis().source();
    int start = Convert.offset(source, item.getSelectionRange().getStart());
    List<CallHierarchyOutgoingCall> calls = new ArrayList<>();
    for (Call call : home.get().analysis().callees(start)) {
      uri(call.name(), source, item.getUri())
          .ifPresent(u -> calls.add(new CallHierarchyOutgoingCall(item(call, u), ranges(call))));
    }
    return calls;
  }

  private Optional<Workspace.Script> home(CallHierarchyItem item) {
    return Convert.path(item.getUri()).flatMap(workspace::script);
  }

  private static Span span(Source source, Range range) {
    return source.span(
        Convert.offset(source, range.getStart()), Convert.offset(source, range.getEnd()));
  }

  private static Optional<String> uri(Span place, Source own, String ownUri) {
    return place.source() == own ? Optional.of(ownUri) : Convert.uri(place.source());
  }

  private static List<Range> ranges(Call call) {
    return call.places().stream().map(Convert::range).toList();
  }

  private static CallHierarchyItem item(Call call, String uri) {
    return new CallHierarchyItem(
        call.text(),
        Answers.kind(call.kind()),
        uri,
        Convert.range(call.whole()),
        Convert.range(call.name()));
  }
}
