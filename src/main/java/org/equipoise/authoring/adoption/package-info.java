/**
 * What is an amendment, and what does it do to the folder of a constitution? A patch, its reason
 * and its evidence enter; the amendment leaves as a value that can be signed, with the folder as it
 * would become. Who signs, and whether that is enough, is not known here.
 */
@NullMarked
package org.equipoise.authoring.adoption;

import org.jspecify.annotations.NullMarked;
