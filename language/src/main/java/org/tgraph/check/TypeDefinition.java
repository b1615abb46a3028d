package org.tgraph.check;

import org.tgraph.syntax.Statement;

/** {@code type Params[h] = …}, and the scope in which its right side is read. */
public record TypeDefinition(Statement.TypeDef definition, Scope scope) {}
