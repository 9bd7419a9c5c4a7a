<?php
/**
 * The form as HTML. The shortcode and the block share it.
 *
 * @package Applicant_Intake
 */

defined( 'ABSPATH' ) || exit;

add_shortcode( 'applicant_intake', 'applicant_intake_shortcode' );

/**
 * Renders `[applicant_intake]`.
 *
 * @param array<int|string, mixed>|string $attributes An empty string when there are none.
 * @return string HTML.
 */
function applicant_intake_shortcode( $attributes ) {
	return applicant_intake_render( is_array( $attributes ) ? $attributes : array() );
}

/**
 * Renders the element with the fallback inside, and asks for its script.
 *
 * @param array<int|string, mixed> $given The attributes of a shortcode or block.
 * @return string HTML, escaped. May be empty.
 */
function applicant_intake_render( $given ) {
	$attributes = applicant_intake_element_attributes( $given );
	$phone      = isset( $attributes['phone'] ) ? $attributes['phone'] : '';
	if ( '' === $attributes['endpoint'] ) {
		return applicant_intake_without_endpoint( $phone );
	}
	applicant_intake_enqueue_script();
	applicant_intake_enqueue_consent_script();

	return '<applicant-intake' . applicant_intake_attributes_html( $attributes ) . '>'
		. applicant_intake_fallback( $attributes['endpoint'], $attributes['form'], $phone )
		. '</applicant-intake>';
}
