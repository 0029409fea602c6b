/**
 * Settles which decisions wait for a person, what people answered, and how well they oversee. A
 * ledger comes in; a queue, alike cases, what each answer would mean, and figures leave. What a
 * person sees stays out.
 */
@NullMarked
package org.equipoise.audit.review;

import org.jspecify.annotations.NullMarked;
