<?php
/**
 * The page Settings → Applicant Intake, made with the Settings API: WordPress checks nonce and capability on save.
 *
 * @package Applicant_Intake
 */

defined( 'ABSPATH' ) || exit;

add_action( 'admin_init', 'applicant_intake_add_settings_fields' );
add_action( 'admin_menu', 'applicant_intake_add_settings_page' );
add_filter( 'plugin_action_links_' . plugin_basename( APPLICANT_INTAKE_FILE ), 'applicant_intake_settings_link' );

/**
 * Lays out the fields of the page.
 */
function applicant_intake_add_settings_fields() {
	foreach ( applicant_intake_settings_sections() as $section => $about ) {
		add_settings_section( $section, $about['title'], '__return_null', 'applicant-intake' );
		foreach ( $about['fields'] as $name => $field ) {
			$field['name']      = $name;
			$field['label_for'] = 'applicant-intake-' . $name;
			add_settings_field( $name, $field['label'], 'applicant_intake_print_field', 'applicant-intake', $section, $field );
		}
	}
}

/**
 * Puts the page into the menu.
 */
function applicant_intake_add_settings_page() {
	$title = __( 'Applicant Intake', 'applicant-intake' );
	add_options_page( $title, $title, 'manage_options', 'applicant-intake', 'applicant_intake_print_settings_page' );
}

/**
 * Prints the page.
 */
function applicant_intake_print_settings_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1><form action="options.php" method="post">';
	settings_fields( 'applicant_intake' );
	do_settings_sections( 'applicant-intake' );
	submit_button();
	echo '</form></div>';
}

/**
 * Puts a link to the page beside the plugin's name in the list of plugins.
 *
 * @param string[] $links The links so far.
 * @return string[]
 */
function applicant_intake_settings_link( $links ) {
	$link = sprintf(
		'<a href="%1$s">%2$s</a>',
		esc_url( admin_url( 'options-general.php?page=applicant-intake' ) ),
		esc_html__( 'Settings', 'applicant-intake' )
	);

	return array_merge( array( 'settings' => $link ), $links );
}
