<?php
/**
 * What a reader sees who gets no form.
 *
 * @package Applicant_Intake
 */

defined( 'ABSPATH' ) || exit;

/**
 * Returns the paragraph inside the element. It shows until the script runs, and stays when it never does.
 *
 * @param string $endpoint The proxy.
 * @param string $form     The name of the form.
 * @param string $phone    The carrier's number as it is printed. Empty: none.
 * @return string HTML on one line, so that nothing which makes paragraphs of line breaks finds any.
 */
function applicant_intake_fallback( $endpoint, $form, $phone ) {
	$link = sprintf(
		'<a href="%1$s">%2$s</a>',
		esc_url( $endpoint . '/form/' . rawurlencode( $form ), array( 'https', 'http' ) ),
		esc_html__( 'Open the application form', 'applicant-intake' )
	);
	$call = applicant_intake_phone_link( $phone );
	$text = '' === $call
		? $link
		/* translators: 1: link to the application form, 2: telephone number. */
		: sprintf( esc_html__( '%1$s, or call %2$s.', 'applicant-intake' ), $link, $call );

	return '<p class="applicant-intake-fallback">' . $text . '</p>';
}

/**
 * Returns what stands in place of a form that has no proxy: the number for everybody, and the reason for those who can
 * do something about it.
 *
 * @param string $phone The carrier's number as it is printed. Empty: none.
 * @return string HTML, which may be empty.
 */
function applicant_intake_without_endpoint( $phone ) {
	$html = '';
	if ( current_user_can( 'edit_posts' ) ) {
		$html .= '<p class="applicant-intake-notice">' . applicant_intake_notice() . '</p>';
	}
	$call = applicant_intake_phone_link( $phone );
	if ( '' !== $call ) {
		/* translators: %s: telephone number. */
		$html .= '<p class="applicant-intake-fallback">' . sprintf( esc_html__( 'To apply, call %s.', 'applicant-intake' ), $call ) . '</p>';
	}

	return $html;
}

/**
 * Says where the endpoint is set, with a link for those who may.
 *
 * @return string HTML.
 */
function applicant_intake_notice() {
	$notice = esc_html__( 'The application form cannot be shown, because no endpoint is set under Settings → Applicant Intake. Only people who can edit posts see this.', 'applicant-intake' );
	if ( ! current_user_can( 'manage_options' ) ) {
		return $notice;
	}

	return sprintf(
		'%1$s <a href="%2$s">%3$s</a>',
		$notice,
		esc_url( admin_url( 'options-general.php?page=applicant-intake' ) ),
		esc_html__( 'Set it now', 'applicant-intake' )
	);
}

/**
 * Returns a link that dials a number.
 *
 * @param string $phone The number as it is printed.
 * @return string HTML, or an empty string when there is nothing to dial.
 */
function applicant_intake_phone_link( $phone ) {
	$tel = applicant_intake_tel( $phone );

	return '' === $tel ? '' : sprintf( '<a href="%1$s">%2$s</a>', esc_url( 'tel:' . $tel, array( 'tel' ) ), esc_html( $phone ) );
}
