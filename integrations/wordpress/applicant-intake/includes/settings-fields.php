<?php
/**
 * The settings as the administrator sees them: names, explanations, and the control for each.
 *
 * @package Applicant_Intake
 */

defined( 'ABSPATH' ) || exit;

/**
 * Returns the two parts of the settings page, with their fields by the name of the setting.
 *
 * @return array<string, array{title: string, fields: array<string, array<string, mixed>>}>
 */
function applicant_intake_settings_sections() {
	return array(
		'form'   => array(
			'title'  => __( 'The form', 'applicant-intake' ),
			'fields' => array(
				'endpoint'           => array(
					'label'       => __( 'Endpoint', 'applicant-intake' ),
					'type'        => 'url',
					'placeholder' => 'https://apply.example.com',
					'help'        => __( 'The address of your applicant-intake proxy. Script and form come from there, and applications go there. The proxy has to list this site under ALLOWED_ORIGINS.', 'applicant-intake' ),
				),
				'employer'           => array(
					'label' => __( 'Employer', 'applicant-intake' ),
					'help'  => __( 'Your name as a consent to text messages has to give it.', 'applicant-intake' ),
				),
				'phone'              => array(
					'label' => __( 'Phone', 'applicant-intake' ),
					'type'  => 'tel',
					'help'  => __( 'The number to call where the form cannot be shown.', 'applicant-intake' ),
				),
				'form'               => array(
					'label' => __( 'Form', 'applicant-intake' ),
					'help'  => __( 'The name of the form that shows where a page names none.', 'applicant-intake' ),
				),
				'application_source' => array(
					'label' => __( 'Application source', 'applicant-intake' ),
					'help'  => __( 'Where the applicants of this site come from, as the menu in your CRM calls it.', 'applicant-intake' ),
				),
				'privacy_href'       => array(
					'label' => __( 'Privacy notice', 'applicant-intake' ),
					'help'  => __( 'The address of your privacy notice.', 'applicant-intake' ),
				),
				'terms_href'         => array(
					'label' => __( 'Terms', 'applicant-intake' ),
					'help'  => __( 'The address of your terms.', 'applicant-intake' ),
				),
			),
		),
		'script' => array(
			'title'  => __( 'The script', 'applicant-intake' ),
			'fields' => array(
				'build'     => array(
					'label'   => __( 'Build', 'applicant-intake' ),
					'choices' => array(
						'module'  => __( 'Module', 'applicant-intake' ),
						'classic' => __( 'Classic', 'applicant-intake' ),
					),
					'help'    => __( 'Classic is for sites whose theme or plugins break type="module".', 'applicant-intake' ),
				),
				'version'   => array(
					'label'       => __( 'Version', 'applicant-intake' ),
					'placeholder' => __( 'the newest', 'applicant-intake' ),
					'help'        => __( 'Such as 1.2.3. Empty: the newest that your proxy has. The proxy serves only the version that it runs, so change this when you update it.', 'applicant-intake' ),
				),
				'integrity' => array(
					'label' => __( 'Hash (SRI)', 'applicant-intake' ),
					'help'  => __( 'With a hash, browsers refuse a file that is not exactly the one of that version. How to get it is in the readme.', 'applicant-intake' ),
				),
			),
		),
	);
}

/**
 * Prints the control of one setting, and its explanation.
 *
 * @param array<string, mixed> $field A field with its `name`, as `add_settings_field()` hands it on.
 */
function applicant_intake_print_field( $field ) {
	$settings = applicant_intake_settings();
	$id       = 'applicant-intake-' . $field['name'];
	$name     = APPLICANT_INTAKE_OPTION . '[' . $field['name'] . ']';
	$value    = $settings[ $field['name'] ];

	if ( isset( $field['choices'] ) ) {
		printf( '<select id="%1$s" name="%2$s" aria-describedby="%1$s-help">', esc_attr( $id ), esc_attr( $name ) );
		foreach ( $field['choices'] as $choice => $label ) {
			printf( '<option value="%1$s"%2$s>%3$s</option>', esc_attr( $choice ), selected( $value, $choice, false ), esc_html( $label ) );
		}
		echo '</select>';
	} else {
		printf(
			'<input class="regular-text" type="%1$s" id="%2$s" name="%3$s" value="%4$s" placeholder="%5$s" aria-describedby="%2$s-help">',
			esc_attr( isset( $field['type'] ) ? $field['type'] : 'text' ),
			esc_attr( $id ),
			esc_attr( $name ),
			esc_attr( $value ),
			esc_attr( isset( $field['placeholder'] ) ? $field['placeholder'] : '' )
		);
	}
	printf( '<p class="description" id="%1$s-help">%2$s</p>', esc_attr( $id ), esc_html( $field['help'] ) );
}
