/**
 * How are names ordered, which known name is nearest to an unknown one, and what is a file that is
 * no text? Words and bytes come in; an order, a suggestion or a format leaves. For Equipoise only.
 */
@NullMarked
package org.equipoise.problem.internal;

import org.jspecify.annotations.NullMarked;
