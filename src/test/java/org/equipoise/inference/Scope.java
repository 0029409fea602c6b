package org.equipoise.inference;

import org.jspecify.annotations.Nullable;

/** Variables and their values, the latest first. */
record Scope(String name, @Nullable Object value, @Nullable Scope outer) {
  static final Scope EMPTY = new Scope("", null, null);

  Scope with(@Nullable String variable, @Nullable Object bound) {
    return variable == null ? this : new Scope(variable, bound, this);
  }

  @Nullable Object get(String variable) {
    for (Scope at = this; at != null; at = at.outer) {
      if (at.name.equals(variable)) {
        return at.value;
      }
    }
    throw new IllegalStateException("unbound " + variable);
  }
}
