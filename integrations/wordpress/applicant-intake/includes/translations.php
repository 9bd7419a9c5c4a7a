<?php
/**
 * The plugin's own folder of translations, beside the one that WordPress fills from wordpress.org.
 *
 * @package Applicant_Intake
 */

defined( 'ABSPATH' ) || exit;

add_action( 'init', 'applicant_intake_load_translations' );

/**
 * Tells WordPress where the translations are.
 */
function applicant_intake_load_translations() {
	load_plugin_textdomain( 'applicant-intake', false, dirname( plugin_basename( APPLICANT_INTAKE_FILE ) ) . '/languages' );
}
