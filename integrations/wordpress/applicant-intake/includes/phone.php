<?php
/**
 * Telephone numbers as carriers print them.
 *
 * @package Applicant_Intake
 */

defined( 'ABSPATH' ) || exit;

/**
 * Makes what a `tel:` link dials from a number as it is printed: `1-800-DRIVERS`, `(720) 555-0142 ext. 5`.
 *
 * The extension is written as RFC 3966, section 3, has it.
 *
 * @param string $phone The number.
 * @return string The digits, or an empty string when there are too few to dial.
 */
function applicant_intake_tel( $phone ) {
	$extension = '';
	if ( preg_match( '/^(.*\d.*?)[\s,;]*(?:ext\.?|extension|#|\bx)\s*(\d+)\s*$/i', $phone, $found ) ) {
		$phone     = $found[1];
		$extension = ';ext=' . $found[2];
	}
	$digits = strtr( strtoupper( $phone ), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '22233344455566677778889999' );
	$number = preg_replace( '/\D/', '', $digits );
	if ( strlen( $number ) < 3 ) {
		return '';
	}
	$plus = '+' === substr( ltrim( $phone ), 0, 1 ) ? '+' : '';

	return $plus . $number . $extension;
}
