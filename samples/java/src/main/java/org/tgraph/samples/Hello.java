package org.tgraph.samples;

/** Placeholder until the DSL exists. */
public final class Hello {
  private Hello() {}

  public static void main(String[] arguments) {
    System.out.println("Hello from Java");
  }
}
