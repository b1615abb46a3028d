package org.tgraph.rewrite;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.tgraph.graph.Value;
import org.tgraph.type.Kind;

/**
 * A rule that is about many operations at once, or about more than a term can say; it itself sees
 * to it that no problem with the data is lost.
 */
record CodeRule(
    String name,
    Set<String> operations,
    Kind kind,
    String from,
    String to,
    String statement,
    BiFunction<Site, Site.Application, Optional<List<Value>>> code)
    implements Rule {
  CodeRule {
    operations = Set.copyOf(operations);
  }

  @Override
  public Optional<List<Value>> apply(Site site, Site.Application application) {
    return code.apply(site, application);
  }
}
