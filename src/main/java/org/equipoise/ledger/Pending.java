package org.equipoise.ledger;

import java.util.concurrent.CompletableFuture;
import org.equipoise.constitution.Constitution;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits to be kept.
 *
 * @param constitution what must be kept before it, or null
 * @param done completed when it is kept
 * @param promised whether the one who recorded it has gone on in the belief that it will be kept
 */
record Pending(
    Draft draft,
    @Nullable Constitution constitution,
    CompletableFuture<Receipt> done,
    boolean promised) {}
