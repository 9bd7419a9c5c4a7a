<?php
/**
 * The block `applicant-intake/form`.
 *
 * It saves no HTML, only its attributes, so people who may not write custom elements can place it all the same.
 *
 * @package Applicant_Intake
 */

defined( 'ABSPATH' ) || exit;

add_action( 'init', 'applicant_intake_register_block' );

/**
 * Registers the block from its `block.json`.
 */
function applicant_intake_register_block() {
	register_block_type( dirname( __DIR__ ) . '/blocks/form', array( 'render_callback' => 'applicant_intake_render_block' ) );
}

/**
 * Renders the block.
 *
 * @param array<string, mixed> $attributes The block's attributes.
 * @return string HTML, which may be empty.
 */
function applicant_intake_render_block( $attributes ) {
	$html = applicant_intake_render( $attributes );

	return '' === $html ? '' : '<div ' . get_block_wrapper_attributes() . '>' . $html . '</div>';
}
