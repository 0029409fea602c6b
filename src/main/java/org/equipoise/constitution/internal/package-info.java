/**
 * What does inference need of a constitution? The compiled rules, with which facts each of them
 * reads and derives. For Equipoise only.
 */
@NullMarked
package org.equipoise.constitution.internal;

import org.jspecify.annotations.NullMarked;
