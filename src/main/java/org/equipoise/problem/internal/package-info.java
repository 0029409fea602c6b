/**
 * How are names ordered, and which known name is nearest to an unknown one? Words come in; an order
 * or a suggestion leaves. For Equipoise only.
 */
@NullMarked
package org.equipoise.problem.internal;

import org.jspecify.annotations.NullMarked;
