package org.tgraph.type;

/**
 * A size that has a name and no fixed value. Sizes range over 0 and up.
 *
 * @param id tells apart variables of one name in different places; 0 in graphs that are read
 */
public record SizeVar(String name, int id, Role role) implements Comparable<SizeVar> {
  /** Where a size variable gets its value from. */
  public enum Role {
    /** From the shape of an argument or an input, or from a {@code dim} argument. */
    DECLARED,
    /** From the data: how many elements a mask selects. */
    COUNTED,
    /**
     * {@code ..batch}, while a function is checked for all of them: it takes the place of one axis,
     * and as a size it is the product of the sizes of the axes it stands for.
     */
    PACK
  }

  public static SizeVar of(String name) {
    return new SizeVar(name, 0, Role.DECLARED);
  }

  /** Whether this is {@code _}, which is any size, another one at each place. */
  public boolean isHole() {
    return name.equals("_");
  }

  /** The name as it is written in scripts, without what tells it from others: {@code ..batch}. */
  public String shown() {
    return role == Role.PACK ? ".." + name : name;
  }

  @Override
  public int compareTo(SizeVar other) {
    int byName = name.compareTo(other.name);
    if (byName != 0) {
      return byName;
    }
    int byId = Integer.compare(id, other.id);
    return byId != 0 ? byId : role.compareTo(other.role);
  }

  /** The name, with its id where that is needed to tell it from others: {@code n}, {@code n.2}. */
  @Override
  public String toString() {
    String text = id == 0 ? name : name + "." + id;
    return role == Role.PACK ? ".." + text : text;
  }
}
