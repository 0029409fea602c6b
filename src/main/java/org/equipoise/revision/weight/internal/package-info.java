/**
 * How much does each revisable element weigh once the background theories have spoken? Named
 * arguments with base weights, and the edges by which they support and undermine each other, come
 * in; a theoretical weight for each, with its explanation, leaves. Rules, cases, files and prices
 * never enter.
 */
@NullMarked
package org.equipoise.revision.weight.internal;

import org.jspecify.annotations.NullMarked;
