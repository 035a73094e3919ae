// What IoT Platform takes as the names of things, by the guide's section on the operation that makes them.

/** Issued by CreateProduct, which says no rule: letters and digits. */
export const productKeyPattern = /^[A-Za-z0-9]{1,64}$/;

/** RegisterDevice. */
export const deviceNamePattern = /^[A-Za-z0-9_@.:-]{4,32}$/;

/** CreateOTAFirmware. */
export const firmwareNamePattern = /^[\p{L}\d][\p{L}\d_()-]{0,39}$/u;

/** CreateOTAFirmware, its DestVersion. */
export const firmwareVersionPattern = /^[A-Za-z0-9._-]{1,64}$/;

/** CreateOTAModule. */
export const moduleNamePattern = /^[A-Za-z0-9._-]{1,64}$/;

/** SaveDeviceProp, which says no rule: what no console or query has trouble with. */
export const tagKeyPattern = /^[\p{L}\p{N}][^\p{Cc}\s]*$/u;
