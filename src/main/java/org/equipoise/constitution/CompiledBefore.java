package org.equipoise.constitution;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.equipoise.constitution.internal.cache.ClassCache;
import org.equipoise.constitution.vetting.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * The rules that were compiled last. A proposal, its gate and its adoption load the same texts
 * several times, as do a governor that takes back a change and a replay; compiling is most of what
 * loading costs. Only rules that compile without a problem are kept, and only as long as memory is
 * not short. Compiled rules are immutable, so that constitutions can share them.
 */
final class CompiledBefore {
  private static final int MAX_KEPT = 16;
  private static final Cache<Key, Compiler.Compiled> KEPT =
      CacheBuilder.newBuilder().maximumSize(MAX_KEPT).softValues().build();

  /**
   * All that compiled rules follow from.
   *
   * @param texts what is compiled, of each file in turn
   * @param order the rules' names in firing order
   * @param cache where they were looked for, if anywhere
   */
  record Key(
      List<String> texts, List<String> order, Permissions permissions, Optional<ClassCache> cache) {
    Key {
      texts = List.copyOf(texts);
      order = List.copyOf(order);
    }
  }

  private CompiledBefore() {}

  /** Returns what was compiled before, or else what is compiled now, which is null if it fails. */
  static Compiler.@Nullable Compiled orElse(
      Key key, Supplier<Compiler.@Nullable Compiled> compiling) {
    Compiler.Compiled compiled = KEPT.getIfPresent(key);
    if (compiled == null) {
      compiled = compiling.get();
      if (compiled != null) {
        KEPT.put(key, compiled);
      }
    }
    return compiled;
  }
}
